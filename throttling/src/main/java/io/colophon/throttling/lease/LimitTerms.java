package io.colophon.throttling.lease;

import io.colophon.throttling.Wide;
import io.colophon.throttling.Window;

/**
 * How much of a limit there is to share.
 *
 * @param per the window
 * @param capacity most that may be in use at one moment, in the dimension's unit; at least 0
 * @param amount for rates, what flows back in one window, at least 0; otherwise the capacity
 */
public record LimitTerms(Window per, long capacity, long amount) {

  boolean isSlots() {
    return per == Window.AT_ONCE;
  }

  boolean isCalendar() {
    return per == Window.DAY || per == Window.MONTH;
  }

  /** Length of a rate's window in microseconds; 0 for the others. */
  public long windowMicros() {
    return switch (per) {
      case SECOND -> 1_000_000L;
      case MINUTE -> 60_000_000L;
      case HOUR -> 3_600_000_000L;
      case AT_ONCE, DAY, MONTH -> 0;
    };
  }

  /** How long a full bucket of a rate takes to run empty, in microseconds; 0 for the others. */
  long drainMicros() {
    return per.isRate() && amount > 0 ? Wide.quotient(capacity, windowMicros(), 0, amount) + 1 : 0;
  }
}
