package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What one server is known to sustain, each figure with the server doing nothing else.
 *
 * @param inputTokensPerSecond input tokens, cached ones counted as the source counts them
 * @param outputTokensPerSecond output tokens
 * @param accelerators in the server
 * @param serverWatts while it serves
 * @param accelerator id of what it was measured on; null when unknown
 * @param source who measured it
 */
public record ThroughputProfile(
    double inputTokensPerSecond,
    double outputTokensPerSecond,
    int accelerators,
    Interval serverWatts,
    @Nullable String accelerator,
    String source) {
  public ThroughputProfile {
    if (!(inputTokensPerSecond >= 1e-3)
        || !(outputTokensPerSecond >= 1e-3)
        || accelerators < 1
        || !(serverWatts.low() > 0 && serverWatts.high() <= 1e9)) {
      throw new IllegalArgumentException(
          "throughput profile of "
              + source
              + ": expected rates from 0.001 tokens/s, 1 accelerator or more, power up to 1e9 W");
    }
  }
}
