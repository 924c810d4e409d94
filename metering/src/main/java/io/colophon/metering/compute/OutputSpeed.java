package io.colophon.metering.compute;

import org.jspecify.annotations.Nullable;

/**
 * How fast a vendor's service answers one request, as published.
 *
 * @param tokensPerSecond output speed, above 0; null when unknown
 * @param firstTokenSeconds time to first token, 0 or more; null when unknown
 */
public record OutputSpeed(@Nullable Double tokensPerSecond, @Nullable Double firstTokenSeconds) {

  /** Nothing is published. */
  public static final OutputSpeed UNKNOWN = new OutputSpeed(null, null);

  public OutputSpeed {
    if (tokensPerSecond != null && !(tokensPerSecond > 1e-9)) {
      throw new IllegalArgumentException(
          "output speed is " + tokensPerSecond + " tokens per second, expected above 0");
    }
    if (firstTokenSeconds != null && !(firstTokenSeconds >= 0)) {
      throw new IllegalArgumentException(
          "time to first token is " + firstTokenSeconds + " s, expected 0 or more");
    }
  }
}
