package io.colophon.metering.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people, the same in every language of the machine. */
public final class Numbers {
  private static final MathContext DIGITS = new MathContext(5);

  private Numbers() {}

  /** Five significant digits; whole from ten thousand to a billion; beyond, with an exponent. */
  public static String readable(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e4) {
      return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
    if (size >= 1e4 && size < 1e9) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, "%.4e", value)
        .replace("e+0", "e")
        .replace("e+", "e")
        .replace("e-0", "e-");
  }
}
