package io.colophon.throttling;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A budget for each calendar day or month in UTC. What is held goes on into the next window.
 *
 * <p>Two windows are remembered, so that a wall clock that was set forward past midnight and back
 * again gives neither day's budget twice, and locks nobody out: it finds each as it was left. A
 * moment before both counts for the earlier one.
 */
final class CalendarLimit extends LocalLimit {
  private static final long DAY_MILLIS = 86_400_000L;

  private final boolean monthly;

  CalendarLimit(LimitRule rule, String subject, Cells cells, Cell cell) {
    super(rule, subject, cells, cell);
    this.monthly = rule.per() == Window.MONTH;
  }

  @Override
  LimitState refreshed(LimitState state, long nowNanos, long nowMillis) {
    long window = window(nowMillis);
    if (window == state.at()) {
      return state;
    }
    long earliest = earliest(state);
    if (window == state.other() || window < earliest) {
      return state.at() == earliest && window != state.other() ? state : swapped(state);
    }
    boolean latestIsCurrent = state.at() >= state.other();
    long latest = latestIsCurrent ? state.at() : state.other();
    long latestUsed = latestIsCurrent ? state.used() : state.rest();
    return new LimitState(0, state.held(), latestUsed, window, latest);
  }

  private static long earliest(LimitState state) {
    return state.other() == LimitState.NONE ? state.at() : Math.min(state.at(), state.other());
  }

  private static LimitState swapped(LimitState state) {
    return new LimitState(state.rest(), state.held(), state.used(), state.other(), state.at());
  }

  @Override
  RetryAfter until(LimitState state, long missing, long nowNanos, long nowMillis) {
    return new RetryAfter.Exactly(Duration.ofMillis(startMillis(state.at() + 1) - nowMillis));
  }

  @Override
  boolean isOver(LimitState state, long atMillis) {
    return window(atMillis) < earliest(state);
  }

  private long window(long millis) {
    long day = Math.floorDiv(millis, DAY_MILLIS);
    if (!monthly) {
      return day;
    }
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * 12L + date.getMonthValue() - 1;
  }

  private long startMillis(long window) {
    if (!monthly) {
      return window * DAY_MILLIS;
    }
    return LocalDate.of((int) Math.floorDiv(window, 12L), (int) Math.floorMod(window, 12L) + 1, 1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .toEpochMilli();
  }
}
