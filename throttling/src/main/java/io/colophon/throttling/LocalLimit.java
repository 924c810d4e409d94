package io.colophon.throttling;

import java.time.Duration;

/**
 * A limit that this process keeps alone. Its state is one immutable value that is replaced by
 * compare-and-set, so that no thread waits for another and no sum of held and used amounts passes
 * the capacity, except by settling more than was held. While there is plenty of room, lanes hold
 * {@link Lots} of it in advance and hand those out without touching the state.
 */
abstract class LocalLimit extends Limit {
  private final Cells cells;
  private volatile Cell cell;

  LocalLimit(LimitRule rule, String subject, Cells cells, Cell cell) {
    super(rule, subject);
    this.cells = cells;
    this.cell = cell;
  }

  static LocalLimit of(LimitRule rule, String subject, Cells cells, Cell cell) {
    return switch (rule.per()) {
      case AT_ONCE -> new SlotLimit(rule, subject, cells, cell);
      case SECOND, MINUTE, HOUR -> new RateLimit(rule, subject, cells, cell);
      case DAY, MONTH -> new CalendarLimit(rule, subject, cells, cell);
    };
  }

  /** The state at this moment: what has flowed back or belongs to a past window is gone. */
  abstract LimitState refreshed(LimitState state, long nowNanos, long nowMillis);

  /** How long until {@code missing} units of the used amount are gone. */
  abstract RetryAfter until(LimitState state, long missing, long nowNanos, long nowMillis);

  /** Whether a moment belongs to a window before the ones that the state counts. */
  boolean isOver(LimitState state, long atMillis) {
    return false;
  }

  final Cell cell() {
    return cell;
  }

  // In a lane.

  /** Holds an amount from inside a lane; false, with nothing changed, when there is no room. */
  final boolean hold(Lane lane, long amount, long nowNanos, long nowMillis) {
    Lots lots = cell.lots();
    return lots != null && lots.draw(lane.index, amount)
        || holdMore(lane.index, amount, nowNanos, nowMillis);
  }

  /** Holds an amount and spends it; false, with nothing changed, when there is no room. */
  final boolean take(Lane lane, long amount, long nowNanos, long nowMillis) {
    Lots lots = cell.lots();
    if (lots != null && lots.take(lane.index, amount, nowNanos, nowMillis)) {
      return true;
    }
    if (!hold(lane, amount, nowNanos, nowMillis)) {
      return false;
    }
    if (amount > 0) {
      spend(lane, amount, amount, nowNanos, nowMillis);
    }
    return true;
  }

  private boolean holdMore(int lane, long amount, long nowNanos, long nowMillis) {
    Cell at = cell;
    Lots lots = at.lots();
    if (lots == null) {
      if (capacity() >= cells.fewestForLots()) {
        at.warm(cells.lanes().count(), rule().per());
      }
      return hold(amount, nowNanos, nowMillis);
    }
    giveBack(at, lots, lane);
    while (true) {
      // Read before the state: whoever ends the epoch has changed the state before.
      long epoch = lots.epoch();
      LimitState old = at.get();
      if (old == LimitState.RETIRED) {
        return hold(amount, nowNanos, nowMillis);
      }
      LimitState now = refreshed(old, nowNanos, nowMillis);
      long room = capacity() - now.used() - now.held() - amount;
      if (room < 0) {
        return false;
      }
      long size = lots.sizeFor(amount, room);
      if (size > 0) {
        lots.drawing();
      }
      if (amount == 0 || at.compareAndSet(old, now.with(now.used(), now.held() + amount + size))) {
        if (size > 0) {
          lots.begin(lane, size, epoch, nowNanos, nowMillis);
        }
        return true;
      }
    }
  }

  /** {@link #spend(long, long, long, long)} from inside a lane. */
  final void spend(Lane lane, long unheld, long used, long nowNanos, long nowMillis) {
    Lots lots = cell.lots();
    if (lots == null || !lots.settle(lane.index, unheld, used, nowNanos, nowMillis)) {
      spendMore(lane.index, unheld, used, nowNanos, nowMillis);
    }
  }

  private void spendMore(int lane, long unheld, long used, long nowNanos, long nowMillis) {
    Cell at = cell;
    Lots lots = at.lots();
    if (lots != null) {
      if (lots.isGood(lane)) {
        report(at, lots, lane);
        if (lots.settle(lane, unheld, used, nowNanos, nowMillis)) {
          return;
        }
      } else {
        giveBack(at, lots, lane);
      }
    }
    spend(unheld, used, nowNanos, nowMillis);
  }

  /** Counts as spent on the limit what a lane has spent. */
  private void report(Cell at, Lots lots, int lane) {
    long spent = lots.spent(lane);
    if (spent != 0) {
      lots.clearSpent(lane);
      change(at, spent, spent, lots.lastNanos(lane), lots.lastMillis(lane));
    }
  }

  private void giveBack(Cell at, Lots lots, int lane) {
    report(at, lots, lane);
    long free = lots.free(lane);
    if (free != 0) {
      lots.clearFree(lane);
      change(at, free, 0, lots.lastNanos(lane), lots.lastMillis(lane));
    }
  }

  // Outside of lanes.

  /**
   * Brings back whatever lanes hold in advance, so that the last of it can be used. Not inside a
   * lane.
   *
   * @return whether there may have been something
   */
  final boolean recall() {
    Cell at = cell;
    Lots lots = at.lots();
    if (lots == null || !lots.mayBeOut()) {
      return false;
    }
    int drawn = lots.draws();
    lots.endAll();
    boolean all = true;
    for (int i = 0; i < lots.lanes(); i++) {
      Lane lane = cells.lanes().lane(i);
      if (Lanes.enterPatiently(lane)) {
        giveBack(at, lots, i);
        lane.leave();
      } else {
        all = false;
      }
    }
    if (all) {
      lots.collectedUpTo(drawn);
    }
    return true;
  }

  @Override
  protected final boolean hold(long amount, long nowNanos, long nowMillis) {
    while (true) {
      LimitState old = cell.get();
      if (old == LimitState.RETIRED) {
        cell = cells.again(this);
        continue;
      }
      LimitState now = refreshed(old, nowNanos, nowMillis);
      if (now.used() + now.held() + amount > capacity()) {
        return false;
      }
      if (amount == 0 || cell.compareAndSet(old, now.with(now.used(), now.held() + amount))) {
        return true;
      }
    }
  }

  @Override
  protected final void spend(long unheld, long used, long nowNanos, long nowMillis) {
    if (unheld == 0 && used == 0) {
      return;
    }
    while (!change(cell, unheld, used, nowNanos, nowMillis)) {
      cell = cells.again(this);
    }
  }

  /** False when the state was thrown away, which it never is while something is held. */
  private boolean change(Cell at, long unheld, long used, long nowNanos, long nowMillis) {
    while (true) {
      LimitState old = at.get();
      if (old == LimitState.RETIRED) {
        return false;
      }
      LimitState now = refreshed(old, nowNanos, nowMillis);
      LimitState next =
          now.with(Math.min(LimitRule.MOST_AMOUNT, now.used() + used), now.held() - unheld);
      if (at.compareAndSet(old, next)) {
        Lots lots = at.lots();
        if (used > unheld && lots != null && next.used() + next.held() > capacity()) {
          lots.endAll();
        }
        return true;
      }
    }
  }

  @Override
  protected final void charge(long amount, long atNanos, long atMillis) {
    if (!isOver(cell.get(), atMillis)) {
      spend(0, amount, atNanos, atMillis);
    }
  }

  /** The state as it would be with all lots given back, as far as it can be told in passing. */
  private LimitState seen(long nowNanos, long nowMillis) {
    Cell at = cell;
    LimitState state = at.get();
    Lots lots = at.lots();
    if (lots == null || !lots.mayBeOut()) {
      return refreshed(state, nowNanos, nowMillis);
    }
    long free = 0;
    for (int i = 0; i < lots.lanes(); i++) {
      long spent = lots.spent(i);
      if (spent > 0) {
        LimitState then = refreshed(state, lots.lastNanos(i), lots.lastMillis(i));
        state = then.with(then.used() + spent, then.held() - spent);
      }
      free += lots.free(i);
    }
    LimitState now = refreshed(state, nowNanos, nowMillis);
    return now.with(now.used(), Math.max(0, now.held() - free));
  }

  @Override
  protected final Decision refusal(long amount, long nowNanos, long nowMillis) {
    LimitState now = seen(nowNanos, nowMillis);
    long missing = now.used() + now.held() + amount - capacity();
    RetryAfter retry;
    if (amount > capacity()) {
      retry = new RetryAfter.Never();
    } else if (missing <= 0) {
      // There is room again by now.
      retry = new RetryAfter.Exactly(Duration.ofNanos(1));
    } else if (missing > now.used()) {
      retry = new RetryAfter.WhenHoldsEnd();
    } else {
      retry = until(now, missing, nowNanos, nowMillis);
    }
    long remaining = Math.max(0, capacity() - now.used() - now.held());
    return new Decision.Refused(rule(), subject(), amount, remaining, retry);
  }

  @Override
  protected final boolean refuses(long amount, long nowNanos, long nowMillis) {
    LimitState now = seen(nowNanos, nowMillis);
    return now.used() + now.held() + amount > capacity();
  }

  @Override
  protected final LimitUsage usage(long nowNanos, long nowMillis) {
    LimitState now = seen(nowNanos, nowMillis);
    return new LimitUsage(rule(), subject(), now.used(), now.held());
  }

  @Override
  protected final boolean forget(long nowNanos, long nowMillis) {
    recall();
    Cell at = cell;
    LimitState state = at.get();
    if (state == LimitState.RETIRED
        || !refreshed(state, nowNanos, nowMillis).remembersNothing()
        || !at.compareAndSet(state, LimitState.RETIRED)) {
      return false;
    }
    Lots lots = at.lots();
    if (lots != null) {
      lots.endAll();
    }
    return true;
  }

  @Override
  protected final Limit under(LimitRule next) {
    Cell at = cell;
    Lots lots = at.lots();
    if (lots != null) {
      lots.endAll();
    }
    return of(next, subject(), cells, at);
  }
}
