package io.colophon.gateway.config.unit;

import java.math.BigDecimal;
import java.util.Map;

/**
 * An amount of money for a number of units.
 *
 * @param amount 0 or more, in the currency of the price list
 * @param per how many units it buys, more than 0; milliseconds for a length of time
 * @param timed whether it was given for a length of time, as in {@code 0.006/min}
 */
public record UnitPrice(BigDecimal amount, long per, boolean timed) {
  private static final Map<String, Long> COUNTS =
      Map.of("k", 1_000L, "K", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);
  private static final Map<String, Long> LENGTHS =
      Map.of("s", 1_000L, "min", 60_000L, "h", 3_600_000L);

  public UnitPrice {
    if (amount.signum() < 0 || per <= 0) {
      throw new IllegalArgumentException(expectation());
    }
  }

  /**
   * Reads {@code 0.04} (for one), {@code 2.50/M} (for a million) or {@code 0.006/min}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static UnitPrice parse(String text) {
    int slash = text.indexOf('/');
    try {
      NumberAndSuffix amount = NumberAndSuffix.split(slash < 0 ? text : text.substring(0, slash));
      if (amount.suffix().isEmpty()) {
        return of(amount.number(), slash < 0 ? "" : text.substring(slash + 1), slash >= 0);
      }
    } catch (IllegalArgumentException notAPrice) {
      throw new IllegalArgumentException(expectation(), notAPrice);
    }
    throw new IllegalArgumentException(expectation());
  }

  private static UnitPrice of(BigDecimal amount, String divisor, boolean divided) {
    if (!divided) {
      return new UnitPrice(amount, 1, false);
    }
    Long millis = LENGTHS.get(divisor);
    if (millis != null) {
      return new UnitPrice(amount, millis, true);
    }
    Long count = COUNTS.get(divisor);
    if (count != null) {
      return new UnitPrice(amount, count, false);
    }
    return new UnitPrice(amount, Count.parseLong(divisor), false);
  }

  private static String expectation() {
    return "expected a price such as 0.04, 2.50/M, 0.006/min or 15/1000";
  }

  @Override
  public String toString() {
    return amount.toPlainString() + divisor();
  }

  private String divisor() {
    if (timed) {
      return per == 1_000 ? "/s" : per == 60_000 ? "/min" : "/h";
    }
    return per == 1 ? "" : per == 1_000_000 ? "/M" : "/" + per;
  }
}
