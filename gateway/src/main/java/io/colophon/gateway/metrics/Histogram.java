package io.colophon.gateway.metrics;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts values by bucket. A value that equals a bound belongs to the bucket below it. */
final class Histogram implements Series {
  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  Histogram(double[] bounds) {
    this.bounds = bounds.clone();
    counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /**
   * Takes a value.
   *
   * @param value 0 or more, finite
   */
  void record(double value) {
    counts[bucket(bounds, value)].increment();
    sum.add(value);
  }

  /**
   * Takes values that were counted elsewhere by the same bounds.
   *
   * @param more one count for each bucket, the last one above all bounds
   */
  void record(int[] more, double sumOfMore) {
    for (int i = 0; i < counts.length; i++) {
      if (more[i] != 0) {
        counts[i].add(more[i]);
      }
    }
    sum.add(sumOfMore);
  }

  /** The index of the first bound that is not below the value. */
  private static int bucket(double[] bounds, double value) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value <= bounds[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public Reading read() {
    double total = sum.sum();
    long[] now = new long[counts.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts[i].sum();
    }
    return new Reading.Spread(now, total);
  }
}
