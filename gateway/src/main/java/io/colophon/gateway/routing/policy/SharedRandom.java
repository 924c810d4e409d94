package io.colophon.gateway.routing.policy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * SplitMix64 over a shared counter (Steele, Lea, Flood, OOPSLA 2014): every number is drawn once,
 * by whichever thread. Not for secrets. Thread-safe.
 */
public final class SharedRandom implements RandomGenerator {
  private final AtomicLong drawn;

  /**
   * @param seed the same seed gives the same numbers
   */
  public SharedRandom(long seed) {
    this.drawn = new AtomicLong(seed);
  }

  @Override
  public long nextLong() {
    return Drawn.mixed(0, drawn.getAndIncrement());
  }
}
