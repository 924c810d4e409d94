package io.colophon.gateway.config.unit;

import java.math.BigDecimal;

/**
 * A share of a whole.
 *
 * @param fraction 0 to 1
 */
public record Percentage(double fraction) implements Comparable<Percentage> {

  public Percentage {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("expected 0% to 100%");
    }
  }

  /**
   * Reads {@code 50%} or {@code 12.5%}. The sign is required: 1 could be taken for all or for a
   * hundredth.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Percentage parse(String text) {
    try {
      NumberAndSuffix split = NumberAndSuffix.split(text);
      if (split.suffix().equals("%")) {
        return new Percentage(split.number().scaleByPowerOfTen(-2).doubleValue());
      }
    } catch (IllegalArgumentException notAShare) {
      throw new IllegalArgumentException("expected 0% to 100%, such as 50%", notAShare);
    }
    throw new IllegalArgumentException("expected 0% to 100%, such as 50%");
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(fraction).scaleByPowerOfTen(2).stripTrailingZeros().toPlainString()
        + "%";
  }

  @Override
  public int compareTo(Percentage other) {
    return Double.compare(fraction, other.fraction);
  }
}
