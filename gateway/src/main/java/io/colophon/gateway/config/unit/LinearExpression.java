package io.colophon.gateway.config.unit;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression whose search takes time in proportion to the text, whatever the expression:
 * RE2 syntax, so no back-references and no look-around. Its size is bounded too.
 */
public final class LinearExpression {
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_SIZE = 5000;
  private static final double MAX_REPEATS = 1e6;
  private static final java.util.regex.Pattern REPEAT =
      java.util.regex.Pattern.compile("\\{(?:\\d{1,4},)?(\\d{1,4}),?}");

  private final Pattern pattern;

  private LinearExpression(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none or too large; the message says what is expected
   */
  public static LinearExpression parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "expected a regular expression of 1 to " + MAX_LENGTH + " characters");
    }
    double repeats = 1;
    java.util.regex.Matcher counts = REPEAT.matcher(text);
    while (counts.find()) {
      repeats *= Math.max(1, Integer.parseInt(counts.group(1)));
    }
    if (repeats > MAX_REPEATS) {
      throw new IllegalArgumentException("expected an expression with smaller repeat counts");
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.programSize() > MAX_SIZE) {
        throw new IllegalArgumentException("expected an expression with smaller repeat counts");
      }
      if (pattern.matches("")) {
        throw new IllegalArgumentException("expected an expression that does not match nothing");
      }
      return new LinearExpression(pattern);
    } catch (PatternSyntaxException malformed) {
      throw new IllegalArgumentException(
          "expected a regular expression in RE2 syntax: " + malformed.getDescription(), malformed);
    }
  }

  public Pattern pattern() {
    return pattern;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearExpression expression && toString().equals(expression.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
