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

  /** A demand was granted. */
  void demanded(long howMuch, long nowNanos) {
    demands++;
    demanded += howMuch;
    total = Math.min(LimitRule.MOST_AMOUNT, total + howMuch);
    lastUsed = nowNanos;
  }

  /** What is kept for the time without the store: no more than was used here so far. */
  long kept(long reserve) {
    return Math.min(reserve, total);
  }

  /** The room at which more is asked for: a quarter of what is not kept; 0 for a small lease. */
  long lowMark(long room, long reserve) {
    long kept = Math.min(kept(reserve), room / 2);
    return room < 8 ? 0 : kept + (room - kept) / 4;
  }

  /**
   * Whether nothing was granted for so long that all is given back. A reserve is for later, but not
   * for ever.
   */
  boolean isIdle(long reserve, LeaseSettings settings, long nowNanos) {
    return isIdle(settings.lease().toNanos() * (reserve > 0 ? 10 : 1), nowNanos);
  }

  /** Whether it is time to tell of the lease; of one that is only kept, half as often. */
  boolean isRenewed(long reserve, long renewNanos, long nowNanos) {
    boolean onlyKept = reserve > 0 && isQuiet(renewNanos, nowNanos);
    return isDue(onlyKept ? 2 * renewNanos : renewNanos, nowNanos);
  }

  private boolean isIdle(long nanos, long nowNanos) {
    return nowNanos - lastUsed > nanos;
  }

  /** Whether nothing was granted since the last call, or for so long. */
  boolean isQuiet(long nanos, long nowNanos) {
    return demands == 0 || isIdle(nanos, nowNanos);
  }

  /** Whether the last call is so long ago. */
  private boolean isDue(long renewNanos, long nowNanos) {
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
