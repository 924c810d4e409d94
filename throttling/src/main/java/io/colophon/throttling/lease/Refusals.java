package io.colophon.throttling.lease;

import io.colophon.throttling.Wide;

/**
 * What the store has refused of one limit, for how long, and when it may be asked again. Guarded by
 * the account's lock.
 */
final class Refusals {
  private static final long MIN_PAUSE_NANOS = 10_000_000L;

  private boolean refused;
  private boolean untilHoldsEnd;
  private long refusedUntil;
  private long refusedLeast;
  private long tightPause;
  private boolean overdrawn;
  private long overdrawnUntil;

  /** Whether the last answer was a refusal that nothing has lifted since, its time over or not. */
  boolean stand() {
    return refused;
  }

  /** Whether the smallest demand that was refused still is. */
  boolean standNow(long nowNanos) {
    return isRefused(refusedLeast, nowNanos);
  }

  boolean isRefused(long amount, long nowNanos) {
    return refused && nowNanos - refusedUntil < 0 && amount >= refusedLeast;
  }

  /** Whether all gateways together have settled more than there is, when last heard. */
  boolean isOverdrawn(long nowNanos) {
    return overdrawn && nowNanos - overdrawnUntil < 0;
  }

  /** Something came back: the store may be asked again at once. */
  void lift() {
    refused = false;
  }

  /** How long the store said it takes, in nanoseconds; 0 when nobody can say. */
  long waitNanos(long amount, LimitTerms pool, long nowNanos) {
    if (!isRefused(amount, nowNanos) || untilHoldsEnd) {
      return isOverdrawn(nowNanos) ? overdrawnUntil - nowNanos : 0;
    }
    long wait = refusedUntil - nowNanos;
    if (pool.per().isRate() && pool.amount() > 0 && amount > refusedLeast) {
      wait += Wide.quotient(amount - refusedLeast, pool.windowMicros() * 1000, 0, pool.amount());
    }
    return wait;
  }

  /**
   * The store has answered. Near exhaustion a call brings no reserve, so there is a pause after
   * each, longer each time: what comes back meanwhile is collected with the next one.
   *
   * @param isTight whether less is left than the next lease should hold
   * @param smallest the smallest demand that this answer is about
   */
  void heard(
      Lease lease,
      LimitTerms pool,
      boolean isTight,
      long smallest,
      long usableNanos,
      long nowNanos) {
    boolean no = lease.waitMicros() != 0;
    refused = no || isTight;
    untilHoldsEnd = lease.waitMicros() < 0;
    refusedLeast = no ? smallest : 0;
    long wait = no && !untilHoldsEnd ? lease.waitMicros() * 1000 : 0;
    long shortest = Math.max(MIN_PAUSE_NANOS, usableNanos / 512);
    tightPause =
        refused ? Math.min(longestPause(pool, usableNanos), Math.max(shortest, tightPause * 2)) : 0;
    refusedUntil = nowNanos + Math.max(tightPause, wait);
    overdraw(lease.used() - pool.capacity(), pool, usableNanos, nowNanos);
  }

  /** What flows back in it has room in the bucket, so that waiting wastes nothing. */
  private static long longestPause(LimitTerms pool, long usableNanos) {
    if (pool.isSlots()) {
      return Math.max(MIN_PAUSE_NANOS, usableNanos / 60);
    }
    long pause = Math.max(MIN_PAUSE_NANOS, usableNanos / 12);
    return pool.per().isRate()
        ? Math.min(pause, Amount.times(pool.drainMicros(), 1000) / 12)
        : pause;
  }

  private void overdraw(long excess, LimitTerms pool, long usableNanos, long nowNanos) {
    overdrawn = excess > 0;
    long micros =
        pool.per().isRate() && pool.amount() > 0
            ? Wide.quotient(Math.max(0, excess), pool.windowMicros(), 0, pool.amount())
            : usableNanos / 1000;
    overdrawnUntil = nowNanos + Math.min(usableNanos, Amount.times(micros, 1000));
  }
}
