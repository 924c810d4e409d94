package io.colophon.gateway.config.unit;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A decimal number and the letters behind it. */
record NumberAndSuffix(BigDecimal number, String suffix) {
  /** Bounded, so that 1e999999999 cannot be expanded to a billion digits. */
  private static final Pattern FORM =
      Pattern.compile("([+-]?\\d{1,30}(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,2})?) ?([A-Za-z%]{0,8})");

  /**
   * @throws IllegalArgumentException if the text does not begin with a decimal number
   */
  static NumberAndSuffix split(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a number");
    }
    return new NumberAndSuffix(new BigDecimal(matcher.group(1)), matcher.group(2));
  }
}
