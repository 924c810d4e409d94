package io.colophon.gateway.routing.canary;

/**
 * How many durations lie where, on a scale of sixteen steps to the doubling, from a microsecond to
 * an hour. Not thread-safe.
 */
final class TimesHistogram {
  private static final int STEP_BITS = 4;
  private static final int LOWEST_BIT = 10; // 2^10 ns, about a microsecond
  private static final int HIGHEST_BIT = 42; // 2^42 ns, about 73 minutes
  private static final int STEPS = (HIGHEST_BIT - LOWEST_BIT) << STEP_BITS;

  private final int[] counts = new int[STEPS];
  private int total;

  void add(long nanos) {
    counts[step(nanos)]++;
    total++;
  }

  /** Takes what another one counted out of this one, or puts it in. */
  void add(TimesHistogram other, int sign) {
    if (other.total == 0) {
      return;
    }
    for (int i = 0; i < STEPS; i++) {
      counts[i] += sign * other.counts[i];
    }
    total += sign * other.total;
  }

  void clear() {
    if (total > 0) {
      java.util.Arrays.fill(counts, 0);
      total = 0;
    }
  }

  int total() {
    return total;
  }

  /** How many lie above a step. */
  int above(int step) {
    int above = 0;
    for (int i = step + 1; i < STEPS; i++) {
      above += counts[i];
    }
    return above;
  }

  /**
   * The step above which lie those above a quantile of both together; 0 if they are empty. If so
   * many share the quantile's step that hardly any lie above it, they count as above.
   */
  static int quantileStep(TimesHistogram one, TimesHistogram other, double quantile) {
    double below = quantile * ((double) one.total + other.total);
    long seen = 0;
    for (int i = 0; i < STEPS; i++) {
      seen += (long) one.counts[i] + other.counts[i];
      if (seen >= below && seen > 0) {
        long above = (long) one.total + other.total - seen;
        double due = (1 - quantile) * ((double) one.total + other.total);
        return above < due / 2 ? i - 1 : i;
      }
    }
    return 0;
  }

  /** A quantile, nanoseconds, to within a sixteenth; 0 if nothing was counted. */
  long quantileNanos(double quantile) {
    long seen = 0;
    for (int i = 0; i < STEPS; i++) {
      seen += counts[i];
      if (seen >= quantile * total && seen > 0) {
        return nanos(i);
      }
    }
    return 0;
  }

  private static int step(long nanos) {
    if (nanos < 1L << LOWEST_BIT) {
      return 0;
    }
    int bit = 63 - Long.numberOfLeadingZeros(nanos);
    int within = (int) (nanos >>> (bit - STEP_BITS)) & ((1 << STEP_BITS) - 1);
    return Math.min(STEPS - 1, ((bit - LOWEST_BIT) << STEP_BITS) + within);
  }

  /** Where a step begins. */
  private static long nanos(int step) {
    int bit = LOWEST_BIT + (step >> STEP_BITS);
    long within = (1 << STEP_BITS) + (step & ((1 << STEP_BITS) - 1));
    return within << (bit - STEP_BITS);
  }
}
