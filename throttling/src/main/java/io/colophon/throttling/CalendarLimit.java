package io.colophon.throttling;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A budget for each calendar day or month in UTC. What is held goes on into the next window. */
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
    // A clock that was set back does not give a past window again.
    return window <= state.at() ? state : new LimitState(0, state.held(), 0, window);
  }

  @Override
  RetryAfter until(LimitState state, long missing, long nowNanos, long nowMillis) {
    return new RetryAfter.Exactly(Duration.ofMillis(startMillis(state.at() + 1) - nowMillis));
  }

  @Override
  boolean isOver(LimitState state, long atMillis) {
    return window(atMillis) < state.at();
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
