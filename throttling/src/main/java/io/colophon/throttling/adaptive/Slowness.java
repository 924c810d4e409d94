package io.colophon.throttling.adaptive;

import java.util.Arrays;

/**
 * How many times as long as unloaded something takes, for things of different size: each class of
 * sizes has its own baseline, so that other sizes are not taken for another speed. Not thread-safe.
 *
 * <p>A baseline is one level for all and what a class takes relative to the others. The latter is
 * learned under any load, from what stands side by side in one window. The level falls with windows
 * that are faster and rises only with what began while the target had hardly anything to do, or by
 * {@link #rebase}: a target that is always overloaded must not pass for normal.
 */
final class Slowness {
  private static final double NEW_CLASS_SHARE = 0.2;
  private static final double NEW_LEVEL = 0.3;
  private static final double NEW_UNLOADED = 0.05;

  private final double[] relative; // logarithms, as are all here; NaN: not known
  private final int[] sizes;
  private final double[] found;
  private double level;
  private double sum;
  private int count;
  private double latest;

  /**
   * @param classes of sizes
   * @param window observations at most that classes are compared over
   */
  Slowness(int classes, int window) {
    relative = new double[classes];
    Arrays.fill(relative, Double.NaN);
    sizes = new int[window];
    found = new double[window];
  }

  /**
   * @param size class of what was measured
   * @param nanos above 0
   * @param unloaded whether the target had hardly anything to do
   */
  void observe(int size, double nanos, boolean unloaded) {
    double log = Math.log(nanos);
    if (Double.isNaN(relative[size])) {
      relative[size] = log - level - latest; // as slow as the others were just now
    }
    double slowness = log - level - relative[size];
    if (count < sizes.length) {
      sizes[count] = size;
      found[count] = slowness;
    }
    sum += slowness;
    count++;
    if (unloaded) {
      level += NEW_UNLOADED * slowness;
    }
  }

  int count() {
    return count;
  }

  /**
   * Ends a window.
   *
   * @return geometric mean of what was observed in it, at least 1; 1 of nothing
   */
  double close() {
    double mean = count == 0 ? 0 : sum / count;
    for (int i = 0; i < Math.min(count, sizes.length); i++) {
      relative[sizes[i]] += NEW_CLASS_SHARE * (found[i] - mean);
    }
    if (mean < 0) {
      level += NEW_LEVEL * mean;
    }
    latest = Math.max(0, mean);
    sum = 0;
    count = 0;
    return Math.exp(latest);
  }

  /**
   * Ends a window of what was unloaded: from now on this is the level.
   *
   * @param most the level rises by no more than this factor
   */
  void rebase(double most) {
    if (count > 0) {
      level += Math.min(Math.log(most), sum / count);
    }
    latest = 0;
    sum = 0;
    count = 0;
  }
}
