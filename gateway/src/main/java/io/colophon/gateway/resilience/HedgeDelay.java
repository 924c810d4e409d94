package io.colophon.gateway.resilience;

import java.time.Duration;

/**
 * How long to wait for the first output before a second attempt is worth its price: as long as all
 * but a few requests of about this size had to wait here lately. Learned for one target and model;
 * requests are told apart by the length of their prompt, in steps of four, since a long prompt is
 * slow by itself. Thread-safe.
 */
public final class HedgeDelay {
  /** No hedge: too little is known. */
  public static final long UNKNOWN = -1;

  private static final int SIZES = 8;
  private static final int SMALLEST_TOKENS = 256;

  private final Settings settings;
  private final DelayHistogram[] sizes = new DelayHistogram[SIZES];

  /**
   * What is learnt from what.
   *
   * @param quantile above 0, below 1: the share of requests that are answered without a hedge
   * @param shortest a hedge is never sooner
   * @param longest a hedge is never later, once enough is known
   * @param samples answers of about that size before there are hedges; at least 1
   * @param memory answers count at least this long and at most twice as long
   */
  public record Settings(
      double quantile, Duration shortest, Duration longest, int samples, Duration memory) {
    /** The slowest twentieth of at least fifty. */
    public static final Settings DEFAULTS =
        new Settings(
            0.95, Duration.ofMillis(50), Duration.ofSeconds(30), 50, Duration.ofMinutes(5));

    public Settings {
      if (!(quantile > 0 && quantile < 1)) {
        throw new IllegalArgumentException("quantile is " + quantile + ", expected 0 to 1");
      }
      if (samples < 1) {
        throw new IllegalArgumentException("samples is " + samples + ", expected at least 1");
      }
      if (shortest.compareTo(longest) > 0) {
        throw new IllegalArgumentException(
            "shortest is " + shortest + ", expected at most longest, " + longest);
      }
    }
  }

  public HedgeDelay(Settings settings) {
    this.settings = settings;
    for (int i = 0; i < SIZES; i++) {
      sizes[i] = new DelayHistogram(settings.memory().toNanos());
    }
  }

  /**
   * The first output of a request came.
   *
   * @param nanos since its attempt began
   * @param inputTokens length of its prompt; 0 if unknown
   */
  public synchronized void firstOutput(long nanos, long inputTokens, long nowNanos) {
    sizes[sizeOf(inputTokens)].add(nanos, nowNanos);
  }

  /** Nanoseconds from the beginning of an attempt to its hedge, or {@link #UNKNOWN}. */
  public synchronized long nanos(long inputTokens, long nowNanos) {
    DelayHistogram alike = sizes[sizeOf(inputTokens)];
    if (alike.count(nowNanos) < settings.samples()) {
      return UNKNOWN;
    }
    long learned = alike.quantileNanos(settings.quantile(), nowNanos);
    return Math.min(settings.longest().toNanos(), Math.max(settings.shortest().toNanos(), learned));
  }

  /** 0 up to 256 tokens, 1 up to 1,024, and so on; 7 is everything above a million. */
  private static int sizeOf(long inputTokens) {
    int size = 0;
    for (long most = SMALLEST_TOKENS; size < SIZES - 1 && inputTokens > most; most *= 4) {
      size++;
    }
    return size;
  }
}
