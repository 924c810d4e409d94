package io.colophon.throttling;

/**
 * One rule applied to one subject. All changes are compare-and-set on its cell, so that no thread
 * waits for another and no sum of held and used amounts passes the capacity, except by settling
 * more than was held.
 */
abstract class Limit {
  private final LimitRule rule;
  private final String subject;
  private final Cells cells;
  private final long capacity;
  private volatile Cell cell;

  Limit(LimitRule rule, String subject, Cells cells, Cell cell) {
    this.rule = rule;
    this.subject = subject;
    this.cells = cells;
    this.capacity = rule.capacity();
    this.cell = cell;
  }

  static Limit of(LimitRule rule, String subject, Cells cells, Cell cell) {
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

  final LimitRule rule() {
    return rule;
  }

  final String subject() {
    return subject;
  }

  final Dimension dimension() {
    return rule.dimension();
  }

  /** Holds {@code amount}; false, with nothing changed, when there is no room. */
  final boolean hold(long amount, long nowNanos, long nowMillis) {
    while (true) {
      LimitState old = cell.get();
      if (old == LimitState.RETIRED) {
        cell = cells.again(this);
        continue;
      }
      LimitState now = refreshed(old, nowNanos, nowMillis);
      if (now.used() + now.held() + amount > capacity) {
        return false;
      }
      if (amount == 0
          || cell.compareAndSet(
              old, new LimitState(now.used(), now.held() + amount, now.fraction(), now.at()))) {
        return true;
      }
    }
  }

  /** Takes {@code unheld} from the held amount and adds {@code spent} to the used one. */
  final void spend(long unheld, long spent, long nowNanos, long nowMillis) {
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

  /** Counts an amount as used at a moment that may lie in the past. */
  final void charge(long amount, long atNanos, long atMillis) {
    if (!isOver(cell.get(), atMillis)) {
      spend(0, amount, atNanos, atMillis);
    }
  }

  /** Whether a moment belongs to a window before the one that the state counts. */
  boolean isOver(LimitState state, long atMillis) {
    return false;
  }

  /** Why {@code amount} has no room now, or would have none in an empty window. */
  final Decision.Refused refusal(long amount, long nowNanos, long nowMillis) {
    LimitState now = refreshed(cell.get(), nowNanos, nowMillis);
    long missing = now.used() + now.held() + amount - capacity;
    RetryAfter retry;
    if (amount > capacity) {
      retry = new RetryAfter.Never();
    } else if (missing > now.used()) {
      retry = new RetryAfter.WhenHoldsEnd();
    } else {
      retry = until(now, missing, nowNanos, nowMillis);
    }
    long remaining = Math.max(0, capacity - now.used() - now.held());
    return new Decision.Refused(rule, subject, amount, remaining, retry);
  }

  /** Whether {@code amount} has no room at this moment. */
  final boolean refuses(long amount, long nowNanos, long nowMillis) {
    LimitState now = refreshed(cell.get(), nowNanos, nowMillis);
    return now.used() + now.held() + amount > capacity;
  }

  final LimitUsage usage(long nowNanos, long nowMillis) {
    LimitState now = refreshed(cell.get(), nowNanos, nowMillis);
    return new LimitUsage(rule, subject, now.used(), now.held());
  }
}
