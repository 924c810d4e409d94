package io.colophon.throttling;

/**
 * A limit that this process keeps alone. All changes are compare-and-set on its cell, so that no
 * thread waits for another and no sum of held and used amounts passes the capacity, except by
 * settling more than was held.
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

  /** Whether a moment belongs to a window before the one that the state counts. */
  boolean isOver(LimitState state, long atMillis) {
    return false;
  }

  final Cell cell() {
    return cell;
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
      if (amount == 0
          || cell.compareAndSet(
              old, new LimitState(now.used(), now.held() + amount, now.fraction(), now.at()))) {
        return true;
      }
    }
  }

  @Override
  protected final void spend(long unheld, long spent, long nowNanos, long nowMillis) {
    if (unheld == 0 && spent == 0) {
      return;
    }
    while (true) {
      LimitState old = cell.get();
      if (old == LimitState.RETIRED) {
        cell = cells.again(this);
        continue;
      }
      LimitState now = refreshed(old, nowNanos, nowMillis);
      long used = Math.min(LimitRule.MOST_AMOUNT, now.used() + spent);
      if (cell.compareAndSet(
          old, new LimitState(used, now.held() - unheld, now.fraction(), now.at()))) {
        return;
      }
    }
  }

  @Override
  protected final void charge(long amount, long atNanos, long atMillis) {
    if (!isOver(cell.get(), atMillis)) {
      spend(0, amount, atNanos, atMillis);
    }
  }

  @Override
  protected final Decision refusal(long amount, long nowNanos, long nowMillis) {
    LimitState now = refreshed(cell.get(), nowNanos, nowMillis);
    long missing = now.used() + now.held() + amount - capacity();
    RetryAfter retry;
    if (amount > capacity()) {
      retry = new RetryAfter.Never();
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
    LimitState now = refreshed(cell.get(), nowNanos, nowMillis);
    return now.used() + now.held() + amount > capacity();
  }

  @Override
  protected final LimitUsage usage(long nowNanos, long nowMillis) {
    LimitState now = refreshed(cell.get(), nowNanos, nowMillis);
    return new LimitUsage(rule(), subject(), now.used(), now.held());
  }

  @Override
  protected final boolean forget(long nowNanos, long nowMillis) {
    LimitState state = cell.get();
    return refreshed(state, nowNanos, nowMillis).remembersNothing()
        && cell.compareAndSet(state, LimitState.RETIRED);
  }

  @Override
  protected final Limit under(LimitRule next) {
    return of(next, subject(), cells, cell);
  }
}
