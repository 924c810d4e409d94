package io.colophon.gateway.config.unit;

/**
 * A number that is known only to lie between two others; both are the same where it is known.
 *
 * @param low 0 or more
 * @param high at least {@code low}, finite
 */
public record Interval(double low, double high) {

  public Interval {
    if (!(low >= 0) || !(high >= low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException("expected 0 <= low <= high");
    }
  }

  /**
   * Reads {@code 37e9}, {@code 37G} or {@code 134e9..400e9}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Interval parse(String text) {
    int dots = text.indexOf("..");
    try {
      return dots < 0
          ? new Interval(number(text), number(text))
          : new Interval(number(text.substring(0, dots)), number(text.substring(dots + 2)));
    } catch (IllegalArgumentException notAnInterval) {
      throw new IllegalArgumentException(
          "expected a number of 0 or more such as 37e9 or 7G, or low..high such as 134e9..400e9",
          notAnInterval);
    }
  }

  /** In the form that metering knows; the best value is the mean. */
  public io.colophon.metering.figure.Interval toFigure() {
    return io.colophon.metering.figure.Interval.between(low, high);
  }

  private static double number(String text) {
    return Count.number(text).doubleValue();
  }

  @Override
  public String toString() {
    return low == high ? Double.toString(low) : low + ".." + high;
  }
}
