package io.colophon.provider.remote;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try to connect: exponential back-off with full jitter, that is a
 * delay drawn evenly from 0 to the ceiling, so that many gateways do not come back at once. (AWS
 * Architecture Blog, "Exponential Backoff And Jitter", 2015.)
 */
record Backoff(long firstCeilingNanos, long lastCeilingNanos, RandomGenerator random) {
  private static final int MOST_DOUBLINGS = 30;

  /**
   * Returns the delay in nanoseconds, 0 to the ceiling.
   *
   * @param failures tries that failed in a row, at least 0
   */
  long delayNanos(int failures) {
    long doubled = firstCeilingNanos << Math.min(failures, MOST_DOUBLINGS);
    long ceiling = doubled <= 0 ? lastCeilingNanos : Math.min(doubled, lastCeilingNanos);
    return random.nextLong(ceiling + 1);
  }
}
