package io.colophon.metering.environment;

import io.colophon.metering.figure.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a kilowatt-hour of one electricity grid costs the world. A factor that is null is unknown.
 *
 * @param id for instance {@code USA}, {@code CN}, {@code CN-SOUTH}
 * @param factors which table the factors come from, and its edition
 * @param gwp greenhouse gases, kgCO2e per kWh
 * @param pe primary energy, MJ per kWh
 * @param wue water of generation, litres per kWh
 * @param adpe depletion of minerals, kgSb-equivalent per kWh
 * @param source where the factors can be read
 */
public record GridZone(
    String id,
    Method factors,
    double gwp,
    @Nullable Double pe,
    @Nullable Double wue,
    @Nullable Double adpe,
    String source) {

  public GridZone {
    check(id, "gwp", gwp);
    check(id, "pe", pe);
    check(id, "wue", wue);
    check(id, "adpe", adpe);
  }

  private static void check(String id, String name, @Nullable Double factor) {
    if (factor != null && !(factor >= 0 && factor <= 1e6)) {
      throw new IllegalArgumentException(
          "grid zone " + id + ": " + name + " is " + factor + ", expected 0 to 1e6");
    }
  }
}
