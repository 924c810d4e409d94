package io.colophon.gateway.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Reads times as people write them. */
final class TimeOption {
  private TimeOption() {}

  /** {@code 2026-11-22} is its first moment in UTC; {@code 2026-11-22T08:00:00Z} is itself. */
  static Instant parse(String option, String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new UsageException(
          option
              + " is '"
              + text
              + "', expected a day as 2026-11-22 or a time as 2026-11-22T08:00:00Z");
    }
  }
}
