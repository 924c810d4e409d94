package io.colophon.provider.testkit;

import io.colophon.provider.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Elapsed time that stands still until a test moves it. Thread-safe. */
public final class FakeTicker implements Ticker {
  private final AtomicLong nanos;

  /** Starts near the overflow of a long, where careless comparisons of two readings go wrong. */
  public FakeTicker() {
    this(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
  }

  /**
   * @param startNanos the first reading; any value
   */
  public FakeTicker(long startNanos) {
    nanos = new AtomicLong(startNanos);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /**
   * Moves time forward.
   *
   * @throws IllegalArgumentException if {@code by} is negative: elapsed time never falls
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("elapsed time cannot go back by " + by);
    }
    nanos.addAndGet(by.toNanos());
  }
}
