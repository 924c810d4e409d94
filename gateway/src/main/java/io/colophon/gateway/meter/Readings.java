package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.MeterInput;
import io.colophon.metering.MeterReading;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.price.Attributes;
import io.colophon.provider.spi.Usage;

/** What a use at a target of the configuration took and costs. */
public final class Readings {
  private Readings() {}

  /**
   * Reads one.
   *
   * @param elapsedNanos how long the upstream was at it
   */
  public static MeterReading of(
      Generation generation, Target target, Usage usage, long elapsedNanos) {
    TargetFacts.Facts facts = generation.config().facts().of(target);
    return generation
        .config()
        .meter()
        .read(
            new MeterInput(
                generation.received().request().modality(),
                usage,
                RunShape.of(generation.received().request()),
                target.name(),
                facts.model(),
                facts.site(),
                elapsedNanos,
                generation.received().time(),
                Attributes.of(generation.received().request())));
  }
}
