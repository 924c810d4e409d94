package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.EstimateSink;
import io.colophon.metering.MeterInput;
import io.colophon.metering.MeterReading;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import java.time.Instant;

/**
 * What uses of one generation take and cost at targets of its configuration: read whole for those
 * that were made, and as little of it as is needed for those that are only expected. Immutable.
 */
public final class GenerationMeter {
  private static final ThreadLocal<EstimateSink> SINKS = ThreadLocal.withInitial(EstimateSink::new);
  private static final long NOBODY_TIMED_IT = -1;

  private final RunningConfig config;
  private final Modality modality;
  private final RunShape run;
  private final Attributes asked;
  private final Instant time;

  private GenerationMeter(RunningConfig config, GenerationRequest request, Instant time) {
    this.config = config;
    this.modality = request.modality();
    this.run = RunShape.of(request);
    this.asked = Attributes.of(request);
    this.time = time;
  }

  /** Of a generation, as its request is now. */
  public static GenerationMeter of(Generation generation) {
    return new GenerationMeter(
        generation.config(), generation.received().request(), generation.received().time());
  }

  /**
   * Reads a use that was made.
   *
   * @param elapsedNanos how long the upstream was at it
   */
  public MeterReading read(Target target, Usage usage, long elapsedNanos) {
    return config.meter().read(input(target, usage, elapsedNanos));
  }

  /** What a use would cost, whatever else it takes. */
  public Cost price(Target target, Usage usage) {
    return config.meter().price(input(target, usage, NOBODY_TIMED_IT));
  }

  /**
   * The best values of what a use would take.
   *
   * @return of this thread, until it estimates again
   */
  public EstimateSink estimate(Target target, Usage usage) {
    TargetFacts.Facts facts = config.facts().of(target);
    EstimateSink sink = SINKS.get();
    config.meter().estimate(modality, usage, run, facts.model(), facts.site(), sink);
    return sink;
  }

  private MeterInput input(Target target, Usage usage, long elapsedNanos) {
    TargetFacts.Facts facts = config.facts().of(target);
    return new MeterInput(
        modality,
        usage,
        run,
        target.name(),
        facts.model(),
        facts.site(),
        elapsedNanos,
        time,
        asked);
  }
}
