package io.colophon.gateway.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a retry: anything between nothing and a bound that doubles with each
 * failure ("full jitter", so that those who failed together do not come back together), and never
 * less than the upstream asks for. Immutable.
 *
 * @param firstNanos the bound before the first retry; at least 1
 * @param mostNanos the bound never exceeds this
 * @param mostRetryAfterNanos an upstream that asks for more than this is not waited for
 */
public record Backoff(long firstNanos, long mostNanos, long mostRetryAfterNanos) {
  /** No retry: the wait would be too long. */
  public static final long NEVER = -1;

  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    if (firstNanos < 1 || mostNanos < firstNanos || mostRetryAfterNanos < 0) {
      throw new IllegalArgumentException(
          "first "
              + firstNanos
              + " ns, most "
              + mostNanos
              + " ns, most Retry-After "
              + mostRetryAfterNanos
              + " ns, expected 1 <= first <= most and no negative one");
    }
  }

  public static Backoff of(Duration first, Duration most, Duration mostRetryAfter) {
    return new Backoff(first.toNanos(), most.toNanos(), mostRetryAfter.toNanos());
  }

  /**
   * Nanoseconds to wait, or {@link #NEVER}.
   *
   * @param retries made before, from 0
   * @param retryAfterNanos what the upstream asks for; 0 if nothing. Those who were told the same
   *     come back spread over the bound behind it
   * @param leftNanos until the deadline; a wait that would use it up is none
   */
  public long nanos(int retries, long retryAfterNanos, long leftNanos, RandomGenerator random) {
    if (retryAfterNanos > mostRetryAfterNanos) {
      return NEVER;
    }
    long wait = Math.max(0, retryAfterNanos) + random.nextLong(bound(retries) + 1);
    return wait < leftNanos ? wait : NEVER;
  }

  private long bound(int retries) {
    int doublings = Math.min(Math.max(0, retries), MOST_DOUBLINGS);
    return firstNanos > mostNanos >> doublings ? mostNanos : firstNanos << doublings;
  }
}
