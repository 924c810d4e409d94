package io.colophon.throttling.lease;

/**
 * What this gateway was granted of one limit, and what became of it: a part is spent, a part given
 * back, a part held by generations, and the rest is room. Guarded by its account's lock.
 *
 * <p>When a session ends, generations may still hold what came from it; the store has counted that
 * as spent already, so whatever they give back or spend first is laid to the old session and not
 * counted again.
 */
final class Session {
  private final Reserve reserve = new Reserve();
  private boolean runs;
  private boolean begins;
  private long number;
  private long granted;
  private long spent;
  private long returned;
  private long ackSpent;
  private long ackReturned;
  private long held;
  private long heldBefore;
  private long claim;
  private long usableUntil;

  /**
   * @param number the next session has a larger one
   */
  Session(long number) {
    this.number = number;
  }

  // ---- what there is

  boolean runs() {
    return runs;
  }

  /** Whether the store has not answered in this session yet. */
  boolean begins() {
    return begins;
  }

  long number() {
    return number;
  }

  long granted() {
    return granted;
  }

  long spent() {
    return spent;
  }

  /** What of it the store may not have heard of. */
  long spentUntold() {
    return spent - ackSpent;
  }

  long returned() {
    return returned;
  }

  /** What this gateway has already when the session begins; 0 mostly. */
  long claim() {
    return claim;
  }

  /** Held by generations, from former sessions as well. */
  long held() {
    return held + heldBefore;
  }

  /** Whether nothing of it is left or held. */
  boolean isUsedUp() {
    return room() == 0 && held == 0;
  }

  boolean isUnused() {
    return !runs && held == 0 && heldBefore == 0 && spent == 0;
  }

  /** What is left; negative in debt. */
  long room() {
    return granted - returned - spent - held;
  }

  /**
   * What of it may be held now; negative in debt.
   *
   * @param share what may be used of it after the lease has ended; mostly 0
   */
  long usable(long share, long nowNanos) {
    long room = room();
    if (room <= 0 || isFresh(nowNanos)) {
      return room;
    }
    return runs && !begins ? Math.min(room, reserve.left(share, spent + held, nowNanos)) : 0;
  }

  /** Whether the lease has not ended. */
  boolean isFresh(long nowNanos) {
    return runs && !begins && nowNanos - usableUntil < 0;
  }

  // ---- what happens

  /** A generation holds so much more; less if negative. */
  void hold(long amount) {
    held += amount;
  }

  /** Generations hold less, and have used a part of it or more. */
  void spend(long unheld, long used) {
    long before = Math.min(unheld, heldBefore);
    heldBefore -= before;
    held -= unheld - before;
    spent += used - Math.min(used, before);
  }

  void giveBack(long amount) {
    returned += amount;
  }

  /** The lease has ended: what is beyond the reserve counts as spent, as it does at the store. */
  void forfeit(long share, long nowNanos) {
    if (share == 0 || !runs || begins || isFresh(nowNanos)) {
      return;
    }
    long excess = room() - reserve.left(share, spent + held, nowNanos);
    if (excess > 0) {
      spent += excess;
      reserve.forfeit(excess);
    }
  }

  /** A new session, unless one runs. */
  void begin(long newNumber) {
    if (!runs) {
      runs = true;
      begins = true;
      number = Math.max(number + 1, newNumber);
    }
  }

  /** The store has answered, and the session goes on. */
  void goesOn(Refill asked, long nowGranted, long sentNanos, LeaseSettings settings, long now) {
    begins = false;
    claim = 0;
    granted = Math.max(granted, nowGranted);
    ackSpent = Math.max(ackSpent, asked.spent());
    ackReturned = Math.max(ackReturned, asked.returned());
    long until = sentNanos + settings.usableNanos();
    usableUntil = usableUntil == 0 || until - usableUntil > 0 ? until : usableUntil;
    reserve.heard(sentNanos, settings.safeUsableNanos(), now - until < 0);
  }

  /** The store knows of a session with this number. */
  void isPast(long known) {
    number = Math.max(number, known);
  }

  /** It ends: the store counts as spent what was left of it. */
  void end() {
    long covered = Math.max(0, granted - returned);
    long left = Math.max(0, covered - spent);
    heldBefore += Math.min(held, left);
    held = Math.max(0, held - left);
    spent = Math.max(0, spent - covered);
    granted = 0;
    returned = 0;
    ackSpent = 0;
    ackReturned = 0;
    claim = 0;
    runs = false;
    begins = false;
    reserve.end();
  }

  /**
   * The store has begun a new life, where the next session claims what is left of this one. Slots
   * in use are claimed whatever the time is, those of former sessions too.
   */
  void lost(boolean slots, long share, long nowNanos) {
    boolean fresh = isFresh(nowNanos);
    if (slots) {
      held += heldBefore;
      heldBefore = 0;
      beginAnew(fresh ? Math.max(held, granted - returned) : held, 0, 0);
      return;
    }
    boolean kept = share > 0 && runs && !begins && !fresh && reserve.lasts(nowNanos);
    if (kept) {
      // A new life holds back reserves; of what was lost beyond them it need not know.
      forfeit(share, nowNanos);
      long forfeited = reserve.takeForfeited();
      granted -= forfeited;
      spent -= forfeited;
    }
    long left = granted - ackReturned - ackSpent;
    if ((fresh || kept) && left > 0) {
      beginAnew(left, spent - ackSpent, returned - ackReturned);
    } else {
      end();
    }
  }

  private void beginAnew(long claimed, long spentSince, long returnedSince) {
    claim = claimed;
    granted = claimed;
    spent = spentSince;
    returned = returnedSince;
    ackSpent = 0;
    ackReturned = 0;
    runs = false;
  }
}
