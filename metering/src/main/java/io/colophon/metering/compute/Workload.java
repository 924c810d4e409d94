package io.colophon.metering.compute;

import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;

/**
 * What a compute model looks at.
 *
 * @param modality what was generated
 * @param usage what was counted
 * @param model what is known of the model
 * @param elapsedSeconds how long the caller's request took; {@code Infinity} when unknown
 */
public record Workload(Modality modality, Usage usage, ModelFacts model, double elapsedSeconds) {

  public Workload {
    if (!(elapsedSeconds >= 0)) {
      throw new IllegalArgumentException(
          "a request took " + elapsedSeconds + " s, expected 0 or more, or Infinity for unknown");
    }
  }

  /** A counter's value, -1 when it was not reported. */
  long count(UsageUnit unit) {
    return usage.value(unit).orElse(-1);
  }
}
