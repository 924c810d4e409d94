package io.colophon.metering.report;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;

/**
 * Adds figures: known ones bound by bound with compensation, unknown ones counted. What was added
 * can be taken away again, also when it was much larger than what stays.
 */
final class IntervalSum {
  private static final int BOUNDS = 3;

  private final double[] sum = new double[BOUNDS];
  private final double[] lost = new double[BOUNDS];
  private long known;
  private long unknown;

  void add(Figure figure) {
    if (figure instanceof Figure.Known value) {
      known++;
      add(0, value.value().low());
      add(1, value.value().best());
      add(2, value.value().high());
    } else {
      unknown++;
    }
  }

  /** Adds sums made elsewhere; {@code sign} is 1, or -1 to take them away. */
  void add(IntervalSum other, int sign) {
    for (int bound = 0; bound < BOUNDS; bound++) {
      add(bound, sign * other.sum[bound]);
      add(bound, sign * other.lost[bound]);
    }
    count(sign * other.known, sign * other.unknown);
  }

  void count(long moreKnown, long moreUnknown) {
    known += moreKnown;
    unknown += moreUnknown;
    if (known == 0) {
      // Nothing is left: neither is what rounding left of it.
      for (int bound = 0; bound < BOUNDS; bound++) {
        sum[bound] = 0;
        lost[bound] = 0;
      }
    }
  }

  /** Kahan and Babuska: what the addition rounds away is kept and added at the end. */
  void add(int bound, double value) {
    double before = sum[bound];
    double next = before + value;
    lost[bound] +=
        Math.abs(before) >= Math.abs(value) ? (before - next) + value : (value - next) + before;
    sum[bound] = next;
  }

  /** The sum of one bound, rounded. */
  double rounded(int bound) {
    return sum[bound] + lost[bound];
  }

  /** What {@link #rounded} leaves out. */
  double rest(int bound) {
    return (sum[bound] - rounded(bound)) + lost[bound];
  }

  long known() {
    return known;
  }

  long unknown() {
    return unknown;
  }

  /** The sum of the known ones; zero when there is none, which {@link #known} tells. */
  Interval value() {
    double low = Math.max(0, rounded(0));
    double best = Math.max(low, rounded(1));
    return new Interval(low, best, Math.max(best, rounded(2)));
  }
}
