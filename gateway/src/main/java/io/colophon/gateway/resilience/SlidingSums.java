package io.colophon.gateway.resilience;

/**
 * Sums of a few amounts over the latest window, which slides in ten steps: what is older than a
 * window never counts, what is younger than nine tenths of one always does. Not thread-safe.
 */
final class SlidingSums {
  private static final int SLICES = 10;

  private final long sliceNanos;
  private final long[][] slices;
  private final long[] sums;
  private int current;
  private long currentBegan;
  private boolean begun;

  /**
   * @param kinds how many amounts
   * @param windowNanos at least 10
   */
  SlidingSums(int kinds, long windowNanos) {
    if (windowNanos < SLICES) {
      throw new IllegalArgumentException("window of " + windowNanos + " ns, expected at least 10");
    }
    this.sliceNanos = windowNanos / SLICES;
    this.slices = new long[SLICES][kinds];
    this.sums = new long[kinds];
  }

  /** Adds to one of the amounts; a negative one takes back what was added before. */
  void add(int kind, long amount, long nowNanos) {
    slide(nowNanos);
    slices[current][kind] += amount;
    sums[kind] += amount;
  }

  /** What was added within the window; never negative. */
  long sum(int kind, long nowNanos) {
    slide(nowNanos);
    return Math.max(0, sums[kind]);
  }

  /** A reading from before the current slice counts as now: elapsed time never falls. */
  private void slide(long nowNanos) {
    if (!begun) {
      begun = true;
      currentBegan = nowNanos;
      return;
    }
    long passed = nowNanos - currentBegan;
    if (passed < sliceNanos) {
      return;
    }
    long steps = passed / sliceNanos;
    currentBegan += steps * sliceNanos;
    for (long i = Math.min(steps, SLICES); i > 0; i--) {
      current = (current + 1) % SLICES;
      for (int kind = 0; kind < sums.length; kind++) {
        sums[kind] -= slices[current][kind];
        slices[current][kind] = 0;
      }
    }
  }
}
