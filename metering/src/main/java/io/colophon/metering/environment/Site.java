package io.colophon.metering.environment;

import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Where a model runs. What is null is unknown, and so are the figures that need it.
 *
 * @param zone the grid that feeds it
 * @param pue power usage effectiveness: facility energy over IT energy, 1 to 100
 * @param wue water used on site, litres per kWh of IT energy
 * @param source who says so
 */
public record Site(
    @Nullable GridZone zone, @Nullable Interval pue, @Nullable Interval wue, String source) {

  /** Nothing is known. */
  public static final Site UNKNOWN = new Site(null, null, null, "nothing is known of the site");

  public Site {
    if (pue != null && (pue.low() < 1 || pue.high() > 100)) {
      throw new IllegalArgumentException(
          "PUE is " + pue.low() + ".." + pue.high() + ", expected 1 to 100");
    }
    if (wue != null && wue.high() > 1e6) {
      throw new IllegalArgumentException("WUE is " + wue.high() + " L/kWh, expected at most 1e6");
    }
  }
}
