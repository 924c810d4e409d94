package io.colophon.gateway.routing;

import io.colophon.gateway.meter.GenerationMeter;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Usage;

/** What one generation is expected to cost and emit, by the meter that will settle it. */
final class GenerationCosts implements ExpectedCosts {
  private static final double GRAMS_PER_KILO = 1e3;

  private final GenerationMeter meter;
  private final Usage expected;

  GenerationCosts(GenerationMeter meter, Usage expected) {
    this.meter = meter;
    this.expected = expected;
  }

  @Override
  public long nanoPrice(Target target) {
    return meter.price(target, expected) instanceof Cost.Priced priced ? priced.nanos() : -1;
  }

  @Override
  public double gramsCo2e(Target target) {
    return meter.estimate(target, expected).of(Metric.CO2E) * GRAMS_PER_KILO;
  }
}
