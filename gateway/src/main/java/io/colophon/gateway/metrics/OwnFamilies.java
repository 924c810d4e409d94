package io.colophon.gateway.metrics;

import io.colophon.metering.figure.Metric;

/** Metrics of ours that settlements move. */
final class OwnFamilies {
  static final long NANOS_OF_A_UNIT = 1_000_000_000;

  private static final double JOULES_OF_A_KWH = 3.6e6;
  private static final double GRAMS_OF_A_KG = 1000;

  static final Family DURATION =
      Family.histogram(
          "colophon.generation.duration",
          "s",
          "From receipt of a generation to its settlement.",
          0.01,
          0.02,
          0.04,
          0.08,
          0.16,
          0.32,
          0.64,
          1.28,
          2.56,
          5.12,
          10.24,
          20.48,
          40.96,
          81.92,
          163.84,
          327.68,
          655.36,
          1310.72,
          2621.44);
  static final Family USED =
      Family.counter("colophon.usage", "", "What was used, by unit of the label.");
  static final Family SUSPECT =
      Family.counter(
          "colophon.usage.suspect",
          "{count}",
          "Counts of upstreams that could not be true and were clamped.");
  static final Family COST =
      Family.counter(
          "colophon.cost",
          "",
          "Money charged, by currency of the label, from an exact sum of billionths.");
  static final Family UNPRICED =
      Family.counter(
          "colophon.generation.unpriced", "{generation}", "Settlements without a known price.");
  static final Family UNKNOWN_FIGURE =
      Family.counter(
          "colophon.figure.unknown",
          "{generation}",
          "Settlements for which a figure could not be told; they add nothing to its sum.");

  private static final Family FLOP =
      Family.counter("colophon.compute.flop", "{flop}", "Floating point operations, best values.");
  private static final Family ACCELERATOR =
      Family.counter(
          "colophon.accelerator.time", "s", "Time on accelerators, shared ones by share.");
  private static final Family ENERGY =
      Family.counter("colophon.energy", "J", "Electricity of the facility, best values.");
  private static final Family CO2E =
      Family.counter("colophon.co2e", "g", "Greenhouse gases of the electricity, location-based.");
  private static final Family CO2_COAL_ROUTE =
      Family.counter(
          "colophon.co2.coal_route",
          "g",
          "CO2 of the same energy by way of standard coal; never to be added to co2e.");
  private static final Family EMBODIED =
      Family.counter(
          "colophon.co2e.embodied", "g", "Greenhouse gases of making the hardware, by share.");
  private static final Family COAL =
      Family.counter("colophon.coal_equivalent", "g", "Standard coal of the same heat content.");
  private static final Family WATER =
      Family.counter("colophon.water", "L", "Water of cooling and of making the electricity.");

  private OwnFamilies() {}

  static Family of(Metric metric) {
    return switch (metric) {
      case COMPUTE -> FLOP;
      case ACCELERATOR_TIME -> ACCELERATOR;
      case ENERGY -> ENERGY;
      case CO2E -> CO2E;
      case CO2_COAL_ROUTE -> CO2_COAL_ROUTE;
      case CO2E_EMBODIED -> EMBODIED;
      case COAL -> COAL;
      case WATER -> WATER;
    };
  }

  /** How many units of the metric's family make one of the figure's. */
  static double factor(Metric metric) {
    return switch (metric) {
      case ENERGY -> JOULES_OF_A_KWH;
      case CO2E, CO2_COAL_ROUTE, CO2E_EMBODIED, COAL -> GRAMS_OF_A_KG;
      case COMPUTE, ACCELERATOR_TIME, WATER -> 1;
    };
  }
}
