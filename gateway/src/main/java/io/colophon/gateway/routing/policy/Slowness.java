package io.colophon.gateway.routing.policy;

/**
 * How many times slower than it uses to be a target is at the moment: 1 when there is nothing to
 * say. Three things tell: first outputs that come late although nobody was before them; ends that
 * come less often than what is under way should let end; and no sign at all for longer than that.
 * Guarded by its owner for writing; may be read by anyone.
 */
final class Slowness {
  /** Below this it is chance. */
  private static final double NOTICED = 1.5;

  /** A measured slowness counts at most this much: the target still does a share of its work. */
  private static final double MOST = 4;

  /** A target that shows no sign of life counts at most this much. */
  private static final double MOST_SILENT = 16;

  /** So many times what is expected between two signs is silence. */
  private static final double SILENT = 4;

  private static final double NEWEST_FIRST = 0.3;
  private static final double NEWEST_GAP = 0.1;
  private static final double LONGEST_GAP = 8;

  private double late = 1;
  private double gap = 1;
  private volatile double measured = 1;
  private volatile long endedNanos;
  private volatile boolean hasEnded;

  /**
   * A first output came.
   *
   * @param expectedNanos 0 if not known
   */
  void firstOutput(long sinceBeginNanos, double expectedNanos) {
    if (expectedNanos > 0) {
      double seen = Math.min(2 * MOST, sinceBeginNanos / expectedNanos);
      late += NEWEST_FIRST * (seen - late);
      publish();
    }
  }

  /**
   * An attempt ended.
   *
   * @param expectedGapNanos from one end to the next, by what is under way; 0 if not known
   */
  void ended(double expectedGapNanos, long nowNanos) {
    if (hasEnded && expectedGapNanos > 0) {
      double seen = Math.min(LONGEST_GAP, (nowNanos - endedNanos) / expectedGapNanos);
      gap += NEWEST_GAP * (seen - gap);
      publish();
    }
    endedNanos = nowNanos;
    hasEnded = true;
  }

  private void publish() {
    double most = Math.min(MOST, Math.max(late, gap));
    measured = most < NOTICED ? 1 : most;
  }

  /** What was measured: 1, or {@value #NOTICED} to {@value #MOST}. */
  double measured() {
    return measured;
  }

  /** How long ago the last attempt ended, in nanoseconds; 0 if none ever did. */
  long sinceEnd(long nowNanos) {
    return hasEnded ? nowNanos - endedNanos : 0;
  }

  /**
   * What a silence tells: 1, or {@value #NOTICED} to {@value #MOST_SILENT}.
   *
   * @param nanos since the last sign
   * @param expectedNanos between two signs; 0 if not known
   */
  static double ofSilence(double nanos, double expectedNanos) {
    return expectedNanos <= 0 || nanos < NOTICED * SILENT * expectedNanos
        ? 1
        : Math.min(MOST_SILENT, nanos / (SILENT * expectedNanos));
  }
}
