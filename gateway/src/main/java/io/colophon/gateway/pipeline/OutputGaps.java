package io.colophon.gateway.pipeline;

/**
 * How long the outputs of a stream let wait for each other, counted by bucket. An output beyond the
 * first adds one gap.
 *
 * @param counts gaps by bucket of {@link #boundsSeconds}, the last one above all bounds; empty
 *     without gaps
 * @param seconds sum of all gaps
 */
public record OutputGaps(int[] counts, double seconds) {
  /** Fewer than two outputs. */
  public static final OutputGaps NONE = new OutputGaps(new int[0], 0);

  private static final double[] BOUNDS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };

  /** Upper bounds of the buckets, in seconds. */
  public static double[] boundsSeconds() {
    return BOUNDS.clone();
  }

  /** Whether there were fewer than two outputs. */
  public boolean isEmpty() {
    return counts.length == 0;
  }

  /** Counts. Not thread-safe. */
  static final class Counter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int[] counts = new int[BOUNDS.length + 1];
    private double seconds;

    /** A gap has ended. */
    void add(long nanos) {
      double gap = Math.max(0, nanos) / NANOS_PER_SECOND;
      int bucket = 0;
      while (bucket < BOUNDS.length && gap > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket]++;
      seconds += gap;
    }

    OutputGaps soFar() {
      return new OutputGaps(counts.clone(), seconds);
    }
  }
}
