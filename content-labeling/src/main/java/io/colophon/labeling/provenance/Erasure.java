package io.colophon.labeling.provenance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The note that stays where personal data was erased.
 *
 * @param at when; cut to milliseconds
 * @param reason why, in words that tell of nobody; 1 to {@value #MAX_REASON_BYTES} bytes of UTF-8
 */
public record Erasure(Instant at, String reason) {
  /** Longest reason. */
  public static final int MAX_REASON_BYTES = 200;

  public Erasure {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_REASON_BYTES) {
      throw new IllegalArgumentException(
          "reason of " + bytes + " bytes, expected 1 to " + MAX_REASON_BYTES);
    }
  }

  /** The note for values that a stop cut off: their output never left. */
  static Erasure cutOff(Instant recorded) {
    return new Erasure(recorded, "cut off by a stop before the output left");
  }
}
