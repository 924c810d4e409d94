package io.colophon.metering.figure;

import java.util.Locale;

/** The physical quantities that a reading holds. Money is not one of them. */
public enum Metric {
  /** Floating point operations; one multiply-add counts as two. */
  COMPUTE("FLOP"),
  /** Time on accelerators, summed over them; a shared accelerator counts by share. */
  ACCELERATOR_TIME("s"),
  /** Electricity of the facility: servers times PUE. */
  ENERGY("kWh"),
  /** Operational greenhouse gases, location-based: energy times the factor of the grid. */
  CO2E("kgCO2e"),
  /**
   * The same energy by way of standard coal; see {@code CoalRoute}. Never added to {@link #CO2E}.
   */
  CO2_COAL_ROUTE("kgCO2"),
  /** Greenhouse gases of making the hardware, by share of its life. */
  CO2E_EMBODIED("kgCO2e"),
  /** Standard coal of the same heat content as the energy. */
  COAL("kgce"),
  /** Water of cooling on site and of generating the electricity. */
  WATER("L");

  private final String unit;
  private final String id = name().toLowerCase(Locale.ROOT);

  Metric(String unit) {
    this.unit = unit;
  }

  /** The name in records and reports, for instance {@code co2e_embodied}. */
  public String id() {
    return id;
  }

  /** The unit of every figure of this metric. */
  public String unit() {
    return unit;
  }
}
