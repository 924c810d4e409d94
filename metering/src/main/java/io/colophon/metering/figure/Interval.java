package io.colophon.metering.figure;

/**
 * A quantity known within bounds. All operations work element by element, which gives true bounds
 * because no element is negative.
 *
 * @param low lower bound, 0 or more, finite
 * @param best the value to use where only one is wanted, between the bounds
 * @param high upper bound, finite
 */
public record Interval(double low, double best, double high) {

  /** Exactly nothing. A value, not "unknown". */
  public static final Interval ZERO = new Interval(0, 0, 0);

  /** Exactly one. */
  public static final Interval ONE = new Interval(1, 1, 1);

  public Interval {
    if (!(low >= 0 && low <= best && best <= high && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "interval " + low + ".." + best + ".." + high + ", expected 0 <= low <= best <= high");
    }
  }

  /** A value without spread. */
  public static Interval of(double value) {
    return new Interval(value, value, value);
  }

  /** Bounds whose best value is their arithmetic mean. */
  public static Interval between(double low, double high) {
    // Half of each first: the sum of two huge bounds would overflow.
    return low == high ? of(low) : new Interval(low, low / 2 + high / 2, high);
  }

  /** Whether low, best and high are the same number. */
  public boolean isPoint() {
    return low == high;
  }

  public Interval plus(Interval other) {
    return new Interval(low + other.low, best + other.best, high + other.high);
  }

  public Interval times(double factor) {
    return new Interval(low * factor, best * factor, high * factor);
  }

  public Interval times(Interval other) {
    return new Interval(low * other.low, best * other.best, high * other.high);
  }

  /** The quotient; its lower bound divides by the other's upper bound. The other is above 0. */
  public Interval dividedBy(Interval other) {
    return new Interval(low / other.high, best / other.best, high / other.low);
  }

  /** Element by element, the smaller of the element and {@code limit}. */
  public Interval atMost(double limit) {
    return high <= limit ? this : new Interval(Math.min(low, limit), Math.min(best, limit), limit);
  }
}
