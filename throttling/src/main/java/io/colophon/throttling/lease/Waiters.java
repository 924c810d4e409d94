package io.colophon.throttling.lease;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Demands of one limit that wait for the store: those that the next call asks for, and those of the
 * call under way. Guarded by the account's lock.
 */
final class Waiters {
  private @Nullable CompletableFuture<Void> pending;
  private @Nullable CompletableFuture<Void> asking;
  private long least;
  private long want;
  private long askedLeast;
  private int waiting;

  /** Whether nobody waits for the next call. */
  boolean isEmpty() {
    return pending == null;
  }

  /**
   * One more demand waits.
   *
   * @param most demands that may wait
   * @param capacity most that is asked for
   * @return ends when the store has answered; null when so many wait already
   */
  @Nullable CompletableFuture<Void> join(long amount, int most, long capacity) {
    if (waiting >= most) {
      return null;
    }
    if (pending == null) {
      pending = new CompletableFuture<>();
      least = Long.MAX_VALUE;
      want = 0;
    }
    waiting++;
    least = Math.min(least, amount);
    want = Math.min(capacity, want + amount);
    return pending;
  }

  /**
   * The smallest demand of those that waited last; {@link Long#MAX_VALUE} or 0 before the first.
   */
  long least() {
    return least;
  }

  /** What all of them need beyond the room there is; what is missing where it is negative. */
  long needs(long room) {
    return Math.max(0, (pending == null ? 0 : want) - room);
  }

  /** The next call begins: one call at a time, so nobody waits for one before. */
  void ask(long needs, long room) {
    long smallest = Math.max(0, (pending == null ? 0 : least) - room);
    askedLeast = needs > 0 ? Math.max(1, smallest) : 0;
    asking = pending;
    pending = null;
    waiting = 0;
  }

  /** The smallest amount that the last call asked for; 0 when it asked for none. */
  long askedLeast() {
    return askedLeast;
  }

  /** The call under way has ended: the future to end with it, if anybody waits for it. */
  @Nullable CompletableFuture<Void> answered() {
    CompletableFuture<Void> done = asking;
    asking = null;
    return done;
  }

  /** Nobody waits for the next call any more. */
  @Nullable CompletableFuture<Void> giveUp() {
    CompletableFuture<Void> done = pending;
    pending = null;
    waiting = 0;
    return done;
  }
}
