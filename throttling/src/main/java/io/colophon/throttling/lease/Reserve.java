package io.colophon.throttling.lease;

/**
 * The part of a budget that a gateway keeps in its lease for the time without the store: it asks
 * for more before it touches that part, and may use it long after the rest of the lease has ended.
 * It is leased as all else is, so the store's book holds it whatever becomes of the gateway.
 * Guarded by its account's lock.
 */
final class Reserve {
  private boolean counts;
  private long usedAtEnd;
  private long until;
  private boolean heard;
  private long forfeited;

  /**
   * The store has answered a call that began then: the reserve lasts from then on.
   *
   * @param renews whether the rest of the lease goes on as well
   */
  void heard(long sentNanos, long usableNanos, boolean renews) {
    long next = sentNanos + usableNanos;
    until = !heard || next - until > 0 ? next : until;
    heard = true;
    counts &= !renews;
    forfeited = 0;
  }

  /** The session is over, and its reserve with it. */
  void end() {
    heard = false;
    counts = false;
    forfeited = 0;
  }

  /**
   * What may still be held now that the rest of the lease has ended.
   *
   * @param share the most that may be used in that time; 0 for limits without a reserve
   * @param used spent and held of the lease in all
   */
  long left(long share, long used, long nowNanos) {
    if (share == 0 || !lasts(nowNanos)) {
      return 0;
    }
    // What was held when the lease ended comes back to the lease and not to the reserve.
    usedAtEnd = counts ? Math.min(usedAtEnd, used) : used;
    counts = true;
    return Math.max(0, share - (used - usedAtEnd));
  }

  /** So much of what was left of the lease counts as spent. */
  void forfeit(long excess) {
    usedAtEnd += excess;
    forfeited += excess;
  }

  /** What counts as spent since the store answered, and was not; then 0. */
  long takeForfeited() {
    long taken = forfeited;
    forfeited = 0;
    return taken;
  }

  boolean lasts(long nowNanos) {
    return heard && nowNanos - until < 0;
  }
}
