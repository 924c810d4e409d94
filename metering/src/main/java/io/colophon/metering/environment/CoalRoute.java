package io.colophon.metering.environment;

import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;

/**
 * Energy to standard coal and from coal to CO2, as Chinese reports do it. The result is about 57 %
 * of what the grid factor of 2023 gives, since it takes the heat content of the electricity and not
 * the coal burnt to make it; it is therefore always shown beside the grid route, never instead.
 */
public final class CoalRoute {
  /** {@code cn-coal-equivalent}. */
  public static final Method METHOD = new Method("cn-coal-equivalent", "1");

  /** kgce per kWh: the heat-equivalent value of GB/T 2589 (3.6 MJ / 29.3076 MJ). */
  public static final Interval COAL_PER_KWH = Interval.of(0.1229);

  /** kgCO2 per kgce: the NDRC's 2.4567 tCO2 per tce, rounded as usual. */
  public static final Interval CO2_PER_COAL = Interval.of(2.46);

  /** For people: where {@link #COAL_PER_KWH} comes from. */
  public static final String COAL_BASIS = "0.1229 kgce/kWh, heat equivalent, GB/T 2589";

  /** For people: where {@link #CO2_PER_COAL} comes from. */
  public static final String CO2_BASIS = "2.46 kgCO2/kgce of 0.1229 kgce/kWh";

  private CoalRoute() {}
}
