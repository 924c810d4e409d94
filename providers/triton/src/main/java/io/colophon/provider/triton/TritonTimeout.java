package io.colophon.provider.triton;

import io.colophon.provider.spi.Default;
import java.time.Duration;

/**
 * How long to wait for the server. Each is more than zero; time in which the caller asks for
 * nothing counts for {@code total} only.
 *
 * @param firstOutput from the request to the first response
 * @param idle between two responses
 * @param total the whole attempt; the deadline of the call holds besides
 */
public record TritonTimeout(
    @Default("1m") Duration firstOutput,
    @Default("1m") Duration idle,
    @Default("10m") Duration total) {

  /** What a configuration without any key means. */
  public static final TritonTimeout DEFAULTS =
      new TritonTimeout(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(10));

  public TritonTimeout {
    positive("first-output", firstOutput);
    positive("idle", idle);
    positive("total", total);
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "timeout." + key + " is " + value.toMillis() + " ms, expected more than 0");
    }
  }
}
