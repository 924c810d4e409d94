package io.colophon.gateway.config.unit;

import java.time.DateTimeException;
import java.time.YearMonth;

/**
 * A month in UTC, as {@code 2026-11}.
 *
 * @param value the month
 */
public record Month(YearMonth value) {

  /**
   * Reads {@code 2026-11}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Month parse(String text) {
    try {
      return new Month(YearMonth.parse(text));
    } catch (DateTimeException notAMonth) {
      throw new IllegalArgumentException("expected a month such as 2026-11", notAMonth);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
