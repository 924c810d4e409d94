package io.colophon.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.OptionalLong;

/**
 * How many tokens answers had lately, by caller and model, so that a request need not hold all that
 * it may use. Remembers the callers who were here last, some kilobytes each. Thread-safe.
 */
public final class OutputHistory {
  private static final int KEPT = 5_000;
  private static final double MOST_OF_THEM = 0.99;

  private final Cache<Key, DecayingHistogram> lengths =
      Caffeine.newBuilder().maximumSize(KEPT).build();

  private record Key(Caller caller, String model) {}

  /**
   * An answer came to its end.
   *
   * @param outputTokens at least 0
   * @param nowNanos elapsed time
   */
  public void add(Caller caller, String model, long outputTokens, long nowNanos) {
    lengths.get(new Key(caller, model), any -> new DecayingHistogram()).add(outputTokens, nowNanos);
  }

  /** What 99 of 100 answers stayed within; empty before enough of them were seen. */
  OptionalLong usualMost(Caller caller, String model, long nowNanos) {
    DecayingHistogram known = lengths.getIfPresent(new Key(caller, model));
    return known == null ? OptionalLong.empty() : known.quantile(MOST_OF_THEM, nowNanos);
  }
}
