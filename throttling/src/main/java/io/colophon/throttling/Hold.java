package io.colophon.throttling;

import org.jspecify.annotations.Nullable;

/**
 * Room that one generation has on every limit of its caller. Ends once: settled, released or
 * expired; whatever is called after that changes nothing, except that settling an expired hold
 * still counts what was used. Thread-safe.
 *
 * <p>What is held does not flow back with time; only what is spent does. A request counts as spent
 * from the moment of the grant. A long stream says now and then what it has {@link #spend spent}.
 */
public final class Hold {

  private enum State {
    OPEN,
    EXPIRED,
    ENDED
  }

  private final OpenHolds open;
  private final String owner;
  private final Limit[] limits;
  // Per limit: what is still held, and what was spent so far.
  private final long[] held;
  private final long[] spent;
  private final long deadlineNanos;
  private State state = State.OPEN;

  final int stripe = OpenHolds.stripeOfThread();

  // Neighbours among the open holds; guarded by the list.
  @Nullable Hold previous;
  @Nullable Hold next;

  Hold(OpenHolds open, Demand demand, Limit[] limits, long[] held, long nowNanos) {
    this.open = open;
    this.owner = demand.owner();
    this.limits = limits;
    this.held = held;
    this.spent = new long[held.length];
    this.deadlineNanos = nowNanos + demand.leaseNanos();
  }

  /** Who holds it. */
  public String owner() {
    return owner;
  }

  /** When it is taken back by itself, as elapsed time. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /** Counts what is certain at once and enters the hold among the open ones. */
  void begin(long nowNanos, long nowMillis) {
    for (int i = 0; i < limits.length; i++) {
      if (limits[i].dimension() == Dimension.REQUESTS) {
        move(i, held[i], held[i], nowNanos, nowMillis);
      }
    }
    open.add(this);
  }

  /**
   * Holds more, on every limit or on none.
   *
   * @param more what is needed beyond what is held already; requests and slots cannot be added
   * @return granted with this same hold; or who refused; or pending, where nothing was added yet
   *     and the caller asks again, going on meanwhile with what is held
   * @throws IllegalStateException if the hold has ended
   */
  public synchronized Decision extend(Amounts more, long nowNanos, long nowEpochMillis) {
    if (state != State.OPEN) {
      throw new IllegalStateException("the hold of " + owner + " has ended");
    }
    long[] amounts = new long[limits.length];
    for (int i = 0; i < limits.length; i++) {
      amounts[i] = isOnce(i) ? 0 : more.known(limits[i].dimension());
    }
    Decision refused = LimitChain.holdAll(limits, amounts, nowNanos, nowEpochMillis);
    if (refused != null) {
      return refused;
    }
    for (int i = 0; i < limits.length; i++) {
      held[i] += amounts[i];
    }
    return new Decision.Granted(this);
  }

  /**
   * Counts a part of what is held as used, so that it begins to flow back. More than is held
   * becomes a debt of the limit.
   *
   * @param used since the last call; dimensions that are not named stay as they are
   */
  public synchronized void spend(Amounts used, long nowNanos, long nowEpochMillis) {
    if (state != State.OPEN) {
      return;
    }
    for (int i = 0; i < limits.length; i++) {
      if (!isOnce(i)) {
        long amount = used.known(limits[i].dimension());
        move(i, Math.min(held[i], amount), amount, nowNanos, nowEpochMillis);
      }
    }
  }

  /**
   * Ends the hold: counts what was used and gives the rest back. Where more was used than held, the
   * difference becomes a debt of the limit, and later demands wait until it is gone.
   *
   * @param used in the whole generation, {@link #spend spent} parts included, which are not taken
   *     back should it be less than they are; of a dimension that is not named all that is held
   *     counts as used, since unknown is not zero
   */
  public synchronized void settle(Amounts used, long nowNanos, long nowEpochMillis) {
    if (state == State.ENDED) {
      return;
    }
    for (int i = 0; i < limits.length; i++) {
      if (!isOnce(i)) {
        long total = used.or(limits[i].dimension(), spent[i] + held[i]);
        move(i, held[i], Math.max(0, total - spent[i]), nowNanos, nowEpochMillis);
      }
    }
    end(nowNanos, nowEpochMillis);
  }

  /**
   * Gives back the slots alone, for a generation that nobody waits for any more but whose use is
   * not known yet. The rest is held until the hold ends.
   */
  public synchronized void freeSlots(long nowNanos, long nowEpochMillis) {
    if (state != State.OPEN) {
      return;
    }
    for (int i = 0; i < limits.length; i++) {
      if (limits[i].dimension() == Dimension.CONCURRENCY) {
        move(i, held[i], 0, nowNanos, nowEpochMillis);
      }
    }
  }

  /** Ends the hold without further use, for instance because the generation never started. */
  public synchronized void release(long nowNanos, long nowEpochMillis) {
    if (state != State.ENDED) {
      end(nowNanos, nowEpochMillis);
    }
  }

  /** Takes the hold back when its lease has ended; false when it has not, or has ended before. */
  synchronized boolean expire(long nowNanos, long nowMillis) {
    if (state != State.OPEN || nowNanos - deadlineNanos < 0) {
      return false;
    }
    giveBack(nowNanos, nowMillis);
    state = State.EXPIRED;
    return true;
  }

  private void end(long nowNanos, long nowMillis) {
    giveBack(nowNanos, nowMillis);
    if (state == State.OPEN) {
      open.remove(this);
    }
    state = State.ENDED;
  }

  private void giveBack(long nowNanos, long nowMillis) {
    for (int i = 0; i < limits.length; i++) {
      move(i, held[i], 0, nowNanos, nowMillis);
    }
  }

  private void move(int i, long unheld, long used, long nowNanos, long nowMillis) {
    limits[i].spend(unheld, used, nowNanos, nowMillis);
    held[i] -= unheld;
    spent[i] += used;
  }

  /** Requests are spent and slots are held for as long as the hold lasts. */
  private boolean isOnce(int i) {
    Dimension dimension = limits[i].dimension();
    return dimension == Dimension.REQUESTS || dimension == Dimension.CONCURRENCY;
  }
}
