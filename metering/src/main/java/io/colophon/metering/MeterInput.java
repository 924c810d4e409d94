package io.colophon.metering;

import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.environment.Site;
import io.colophon.metering.price.Attributes;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import java.time.Instant;

/**
 * One generation, as the meter sees it.
 *
 * @param modality what was generated
 * @param usage what was counted; what is absent was not reported
 * @param run what was asked for; stands in for what is not reported
 * @param target {@code provider/model} that served it, the first name a price is looked up by
 * @param model what is known of that model; its name is the second
 * @param site where it ran
 * @param elapsedNanos how long the caller's request took; negative when unknown
 * @param at when it was admitted; decides which tariff is valid
 * @param asked what was asked for, as far as prices differ by it
 */
public record MeterInput(
    Modality modality,
    Usage usage,
    RunShape run,
    String target,
    ModelFacts model,
    Site site,
    long elapsedNanos,
    Instant at,
    Attributes asked) {

  /** A generation of which nothing is known that prices differ by. */
  public MeterInput(
      Modality modality,
      Usage usage,
      RunShape run,
      String target,
      ModelFacts model,
      Site site,
      long elapsedNanos,
      Instant at) {
    this(modality, usage, run, target, model, site, elapsedNanos, at, Attributes.NONE);
  }
}
