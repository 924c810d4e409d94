package io.colophon.gateway.resilience;

import java.util.Arrays;

/**
 * Durations counted in classes of which each is an eighth wider than the one before, from a tenth
 * of a millisecond up to a quarter of an hour; the older half is forgotten as time goes on. Not
 * thread-safe.
 */
final class DelayHistogram {
  private static final double FIRST_NANOS = 100_000;
  private static final double WIDTH = Math.log(1.125);
  private static final int CLASSES = 136; // 0.1 ms x 1.125^136 is about 15 minutes

  private final long turnNanos;
  private int[] young = new int[CLASSES];
  private int[] old = new int[CLASSES];
  private int youngCount;
  private int oldCount;
  private long turned;
  private boolean begun;

  /**
   * @param turnNanos what is older than twice this is forgotten; what is younger than this counts
   */
  DelayHistogram(long turnNanos) {
    this.turnNanos = turnNanos;
  }

  void add(long nanos, long nowNanos) {
    turn(nowNanos);
    young[classOf(nanos)]++;
    youngCount++;
  }

  int count(long nowNanos) {
    turn(nowNanos);
    return youngCount + oldCount;
  }

  /**
   * The upper bound of the class that a quantile lies in, so that it is never too short by more
   * than nothing and too long by an eighth at most.
   *
   * @param quantile above 0, below 1; something must have been added
   */
  long quantileNanos(double quantile, long nowNanos) {
    turn(nowNanos);
    long rank = (long) Math.ceil(quantile * (youngCount + oldCount));
    long seen = 0;
    for (int i = 0; i < CLASSES; i++) {
      seen += young[i] + old[i];
      if (seen >= rank) {
        return (long) (FIRST_NANOS * Math.exp(WIDTH * i));
      }
    }
    return (long) (FIRST_NANOS * Math.exp(WIDTH * CLASSES));
  }

  private static int classOf(long nanos) {
    int found = (int) Math.ceil(Math.log(Math.max(1, nanos) / FIRST_NANOS) / WIDTH);
    return Math.min(CLASSES - 1, Math.max(0, found));
  }

  private void turn(long nowNanos) {
    if (!begun) {
      begun = true;
      turned = nowNanos;
    }
    long passed = nowNanos - turned;
    if (passed < turnNanos) {
      return;
    }
    int[] emptied = old;
    Arrays.fill(emptied, 0);
    boolean forgetsAll = passed >= 2 * turnNanos;
    if (forgetsAll) {
      Arrays.fill(young, 0);
    }
    old = young;
    oldCount = forgetsAll ? 0 : youngCount;
    young = emptied;
    youngCount = 0;
    turned = nowNanos;
  }
}
