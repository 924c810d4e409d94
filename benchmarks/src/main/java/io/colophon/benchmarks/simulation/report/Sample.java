package io.colophon.benchmarks.simulation.report;

import java.util.Arrays;

/** Values of one run, sorted. */
public final class Sample {
  private final double[] sorted;

  public Sample(double[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  public int size() {
    return sorted.length;
  }

  /**
   * The value that a share of all does not exceed; NaN if there is none at all.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) StrictMath.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank))];
  }

  public double mean() {
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    return sum / sorted.length;
  }

  /** Whether values go on growing in the order given: each fifth after the first is larger. */
  public static boolean grows(double[] inOrder) {
    int fifth = inOrder.length / 5;
    if (fifth < 20) {
      return false;
    }
    double before = 0;
    for (int i = 1; i < 5; i++) {
      double[] part = Arrays.copyOfRange(inOrder, i * fifth, (i + 1) * fifth);
      double now = new Sample(part).quantile(0.9);
      if (now < 1.1 * before) {
        return false;
      }
      before = now;
    }
    return true;
  }
}
