package io.colophon.throttling.lease;

import io.colophon.throttling.LimitRule;

/**
 * How much is asked of one limit here, and so how large its next lease should be: about what is
 * asked for until the call after next. Guarded by the account's lock.
 */
final class Pace {
  /** A lease serves this many demands at most: the store is asked once for about as many. */
  private static final long MOST_DEMANDS = 4000;

  private static final long FIRST_DEMANDS = 16;

  private long amount;
  private long total;
  private long demands;
  private long demanded;
  private long lastSent;
  private long lastUsed;

  /** What a lease should hold, in the dimension's unit; 0 before the first call. */
  long amount() {
    return amount;
  }

  /** What was granted since the beginning; at most {@link LimitRule#MOST_AMOUNT}. */
  long total() {
    return total;
  }

  /** A demand was granted. */
  void demanded(long howMuch, long nowNanos) {
    demands++;
    demanded += howMuch;
    total = Math.min(LimitRule.MOST_AMOUNT, total + howMuch);
    lastUsed = nowNanos;
  }

  /** Whether nothing was granted for so long. */
  boolean isIdle(long nanos, long nowNanos) {
    return nowNanos - lastUsed > nanos;
  }

  /** Whether nothing was granted since the last call, or for so long. */
  boolean isQuiet(long nanos, long nowNanos) {
    return demands == 0 || isIdle(nanos, nowNanos);
  }

  /** Whether the last call is so long ago. */
  boolean isDue(long renewNanos, long nowNanos) {
    return nowNanos - lastSent >= renewNanos;
  }

  /**
   * A call begins: reckons anew by what was granted since the last one.
   *
   * @param least the smallest demand that waited, see {@link Waiters#least()}
   */
  void reckon(long least, long renewNanos, long nowNanos) {
    if (demands > 0) {
      long mean = Math.max(1, demanded / demands);
      boolean fast = !isDue(renewNanos, nowNanos);
      long next = fast ? Math.max(amount, demanded) * 2 : demanded + demanded / 2;
      amount = Math.max(mean, Math.min(next, Amount.times(mean, MOST_DEMANDS)));
    } else if (amount == 0) {
      amount = Amount.times(Math.max(1, least == Long.MAX_VALUE ? 1 : least), FIRST_DEMANDS);
    } else {
      amount = Math.max(1, amount / 2);
    }
    demands = 0;
    demanded = 0;
    lastSent = nowNanos;
  }
}
