package io.colophon.metering.report;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;

/** Adds figures: known ones bound by bound with compensation, unknown ones counted. */
final class IntervalSum {
  private final double[] sum = new double[3];
  private final double[] lost = new double[3];
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

  /** Kahan and Babuska: what the addition rounds away is kept and added at the end. */
  private void add(int bound, double value) {
    double next = sum[bound] + value;
    lost[bound] += sum[bound] >= value ? (sum[bound] - next) + value : (value - next) + sum[bound];
    sum[bound] = next;
  }

  long known() {
    return known;
  }

  long unknown() {
    return unknown;
  }

  /** The sum of the known ones; zero when there is none, which {@link #known} tells. */
  Interval value() {
    double low = sum[0] + lost[0];
    double best = Math.max(low, sum[1] + lost[1]);
    return new Interval(low, best, Math.max(best, sum[2] + lost[2]));
  }
}
