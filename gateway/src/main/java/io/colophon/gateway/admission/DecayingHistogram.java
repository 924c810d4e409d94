package io.colophon.gateway.admission;

import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Sizes, counted in classes whose bounds grow by a quarter of an octave (19 %), of which old ones
 * weigh less: half after an hour. Forward decay as by Cormode, Shkapenyuk, Srivastava and Xu (ICDE
 * 2009): new ones weigh more instead, so that nothing needs to be touched as time goes by.
 * Thread-safe.
 */
final class DecayingHistogram {
  private static final double HALF_LIFE_NANOS = Duration.ofHours(1).toNanos();
  private static final int PER_OCTAVE = 4;
  private static final int CLASSES = 24 * PER_OCTAVE;

  /** Fewer say nothing about the longest ones. */
  private static final double FEWEST = 20;

  /** Beyond that the weights are made small again. */
  private static final double LARGEST_WEIGHT = 1e9;

  private static final long[] BOUNDS = bounds();

  // Guarded by this.
  private final float[] weights = new float[CLASSES];
  private long seen;
  private long startNanos;

  /**
   * Counts one.
   *
   * @param size at least 0; the largest class takes all that is larger
   * @param nowNanos elapsed time; a moment before the first one weighs as that one
   */
  synchronized void add(long size, long nowNanos) {
    if (seen == 0) {
      startNanos = nowNanos;
    }
    double weight = weight(nowNanos);
    if (weight > LARGEST_WEIGHT) {
      for (int i = 0; i < CLASSES; i++) {
        weights[i] /= (float) weight;
      }
      startNanos = nowNanos;
      weight = 1;
    }
    seen++;
    weights[classOf(size)] += (float) weight;
  }

  private double weight(long nowNanos) {
    return Math.pow(2, Math.max(0, nowNanos - startNanos) / HALF_LIFE_NANOS);
  }

  /**
   * The upper bound of the class that this share of all sizes does not pass.
   *
   * @return empty when fewer than 20 were seen, or what was seen is too long ago
   */
  synchronized OptionalLong quantile(double share, long nowNanos) {
    double all = 0;
    for (float weight : weights) {
      all += weight;
    }
    if (seen < FEWEST || all / weight(nowNanos) < 1) {
      return OptionalLong.empty();
    }
    double rest = all * share;
    for (int i = 0; i < CLASSES; i++) {
      rest -= weights[i];
      if (weights[i] > 0 && rest <= 0) {
        return OptionalLong.of(BOUNDS[i]);
      }
    }
    return OptionalLong.of(BOUNDS[CLASSES - 1]);
  }

  private static int classOf(long size) {
    int at = Arrays.binarySearch(BOUNDS, size);
    return Math.min(CLASSES - 1, at >= 0 ? at : -at - 1);
  }

  private static long[] bounds() {
    long[] bounds = new long[CLASSES];
    Arrays.setAll(bounds, i -> (long) Math.ceil(Math.pow(2, i / (double) PER_OCTAVE)));
    return bounds;
  }
}
