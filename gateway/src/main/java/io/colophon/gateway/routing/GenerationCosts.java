package io.colophon.gateway.routing;

import io.colophon.gateway.meter.TargetFacts;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.metering.EstimateSink;
import io.colophon.metering.MeterInput;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Usage;

/** What one generation is expected to cost and emit, by the meter that will settle it. */
final class GenerationCosts implements ExpectedCosts {
  private static final ThreadLocal<EstimateSink> SINKS = ThreadLocal.withInitial(EstimateSink::new);
  private static final long NOBODY_TIMED_IT = -1;
  private static final double GRAMS_PER_KILO = 1e3;

  private final Generation generation;
  private final Usage expected;
  private final RunShape run;

  GenerationCosts(Generation generation, Usage expected) {
    this.generation = generation;
    this.expected = expected;
    this.run = RunShape.of(generation.received().request());
  }

  @Override
  public long nanoPrice(Target target) {
    RunningConfig config = generation.config();
    TargetFacts.Facts facts = config.facts().of(target);
    GenerationRequest request = generation.received().request();
    Cost cost =
        config
            .meter()
            .read(
                new MeterInput(
                    request.modality(),
                    expected,
                    run,
                    target.name(),
                    facts.model(),
                    facts.site(),
                    NOBODY_TIMED_IT,
                    generation.received().time(),
                    Attributes.of(request)))
            .cost();
    return cost instanceof Cost.Priced priced ? priced.nanos() : -1;
  }

  @Override
  public double gramsCo2e(Target target) {
    RunningConfig config = generation.config();
    TargetFacts.Facts facts = config.facts().of(target);
    EstimateSink sink = SINKS.get();
    config
        .meter()
        .estimate(
            generation.received().request().modality(),
            expected,
            run,
            facts.model(),
            facts.site(),
            sink);
    return sink.of(Metric.CO2E) * GRAMS_PER_KILO;
  }
}
