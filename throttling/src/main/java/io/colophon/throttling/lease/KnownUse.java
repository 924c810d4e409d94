package io.colophon.throttling.lease;

import io.colophon.throttling.Wide;

/**
 * What this gateway knows of the use of one limit by all: from the store's last answer, and from
 * the ledger. A store that has lost its data is told of it. Guarded by the account's lock.
 */
final class KnownUse {
  private boolean seeds;
  private boolean lost;
  private long inUse;
  private long byOthers;
  private long window;
  private long atNanos;
  private long floor;
  private long floorWindow;

  /** Whether the store has to be told something that it may not know. */
  boolean seeds() {
    return seeds;
  }

  /** Settled and leased by all, when last heard. */
  long inUse() {
    return inUse;
  }

  /** The same without what this gateway has leased. */
  long byOthers() {
    return byOthers;
  }

  /** The store has answered: it knows all that is known here. */
  void heard(Lease lease, long nowNanos) {
    seeds = false;
    lost = false;
    floor = 0;
    inUse = lease.used() + lease.leased();
    byOthers = Math.max(0, inUse - lease.own());
    window = lease.window();
    atNanos = nowNanos;
  }

  /**
   * The session is over.
   *
   * @param absent whether the store knows nothing of the limit any more
   */
  void gone(boolean absent) {
    lost |= absent;
    seeds |= lost && inUse > 0;
  }

  /**
   * The store has begun a new life.
   *
   * @param claims whether there is a lease to claim in it
   */
  void lost(boolean claims) {
    lost = inUse > 0;
    seeds = lost || floor > 0 || claims;
  }

  /** What the ledger says was used in a calendar window, before this process began. */
  void charge(long amount, LimitTerms pool, long atMillis, boolean inSession) {
    if (!pool.isCalendar()) {
      return;
    }
    long charged = Bucket.windowOf(pool, atMillis);
    if (charged > floorWindow) {
      floor = 0;
      floorWindow = charged;
    }
    floor += charged == floorWindow ? amount : 0;
    seeds |= floor > 0 && !inSession;
  }

  /** The calendar window that {@link #seed} is of; 0 for other limits, and where none is known. */
  long seedWindow() {
    return Math.max(lost ? window : 0, floor > 0 ? floorWindow : 0);
  }

  /** What is in use at least. */
  long seed(LimitTerms pool, long nowNanos) {
    if (pool.isSlots()) {
      return 0;
    }
    if (pool.isCalendar()) {
      long fromAnswer = lost && window == seedWindow() ? inUse : 0;
      return Math.max(fromAnswer, floorWindow == seedWindow() ? floor : 0);
    }
    long micros = Math.max(0, nowNanos - atNanos) / 1000;
    long back = Wide.quotient(micros, pool.amount(), 0, pool.windowMicros());
    return lost ? Math.max(0, inUse - back) : 0;
  }
}
