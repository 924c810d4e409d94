package io.colophon.gateway.config.unit;

import java.math.BigDecimal;
import java.util.Map;

/**
 * How many of something; may be larger than a long holds, as floating point operations are.
 *
 * @param value 0 or more
 */
public record Count(BigDecimal value) implements Comparable<Count> {
  private static final Map<String, Integer> POWERS =
      Map.of("", 0, "k", 3, "K", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

  public Count {
    value = value.stripTrailingZeros();
    if (value.signum() < 0) {
      throw new IllegalArgumentException("expected 0 or more");
    }
  }

  /**
   * Reads {@code 5000}, {@code 5k}, {@code 1.5G} or {@code 1.5e9}; suffixes are powers of 1000.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Count parse(String text) {
    try {
      return new Count(number(text));
    } catch (IllegalArgumentException notANumber) {
      throw new IllegalArgumentException(
          "expected a count of 0 or more such as 5000, 5k, 2.5M or 1.5e9", notANumber);
    }
  }

  /**
   * Reads a whole number in the same forms.
   *
   * @throws IllegalArgumentException if it is not whole or does not fit; the message says what is
   *     expected
   */
  public static long parseLong(String text) {
    try {
      return number(text).longValueExact();
    } catch (IllegalArgumentException | ArithmeticException notWhole) {
      throw new IllegalArgumentException("expected a whole number such as 8 or 128k", notWhole);
    }
  }

  /**
   * Reads a number in the same forms that may have a fraction or be below 0.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static BigDecimal number(String text) {
    NumberAndSuffix split = NumberAndSuffix.split(text);
    Integer power = POWERS.get(split.suffix());
    if (power == null) {
      throw new IllegalArgumentException("expected no suffix or one of k, M, G, T, P, E");
    }
    return split.number().scaleByPowerOfTen(power);
  }

  /** Whether it is a whole number that fits a long. */
  public boolean fitsLong() {
    return value.scale() <= 0 && value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  /**
   * The count as a long.
   *
   * @throws ArithmeticException if it is not {@link #fitsLong()}
   */
  public long toLong() {
    return value.longValueExact();
  }

  @Override
  public String toString() {
    return value.precision() - value.scale() > 21 ? value.toString() : value.toPlainString();
  }

  @Override
  public int compareTo(Count other) {
    return value.compareTo(other.value);
  }
}
