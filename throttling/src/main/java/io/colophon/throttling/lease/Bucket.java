package io.colophon.throttling.lease;

import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Wide;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What is used of one limit: a leaky bucket for rates (ITU-T I.371, annex A), a sum for calendar
 * windows. Integers throughout, with the part of a unit carried on. The script for Redis reckons
 * the same. Not thread-safe.
 */
final class Bucket {
  private static final long DAY_MILLIS = 86_400_000L;

  long used;
  // Part of a unit that has flowed back already: micros times amount per unit, below the window.
  long fraction;
  long atMicros;
  // Number of the calendar day or month; only ever forward, so that no window is given twice.
  long window;

  Bucket(LimitTerms terms, long nowMicros, long nowMillis) {
    this.atMicros = nowMicros;
    this.window = windowOf(terms, nowMillis);
  }

  /** Lets flow back what has flowed back, and begins the next calendar window when it is time. */
  void advance(LimitTerms terms, long nowMicros, long nowMillis) {
    if (terms.isCalendar()) {
      long now = windowOf(terms, nowMillis);
      if (now > window) {
        window = now;
        used = 0;
      }
      return;
    }
    long elapsed = nowMicros - atMicros;
    if (!terms.per().isRate() || elapsed <= 0) {
      return;
    }
    atMicros = nowMicros;
    long back = Wide.quotient(elapsed, terms.amount(), fraction, terms.windowMicros());
    if (back >= used) {
      used = 0;
      fraction = 0;
    } else {
      // May pass over the range of a long on the way; the difference is right.
      fraction = elapsed * terms.amount() + fraction - back * terms.windowMicros();
      used -= back;
    }
  }

  /** How long a calendar window has begun that is not advanced to yet, in milliseconds; or -1. */
  long sinceNextWindow(LimitTerms terms, long nowMillis) {
    long now = terms.isCalendar() ? windowOf(terms, nowMillis) : window;
    return now > window ? nowMillis - startMillis(terms, now) : -1;
  }

  void use(long amount) {
    used = Math.min(LimitRule.MOST_AMOUNT, used + amount);
  }

  /** How long until {@code missing} units are gone, in microseconds, if nobody uses more. */
  long waitMicros(LimitTerms terms, long missing, long nowMillis) {
    if (terms.isCalendar()) {
      return Math.max(1, (startMillis(terms, window + 1) - nowMillis) * 1000);
    }
    if (terms.amount() < 1) {
      return NEVER_MICROS;
    }
    // The smallest time t with floor((t * amount + fraction) / window) >= missing.
    long window = terms.windowMicros();
    long rest = window - fraction + terms.amount() - 1;
    long wait = Wide.quotient(missing - 1, window, rest, terms.amount());
    return Math.max(1, Math.min(NEVER_MICROS, wait));
  }

  /** Ten years. */
  static final long NEVER_MICROS = 315_360_000_000_000L;

  static long windowOf(LimitTerms terms, long millis) {
    long day = Math.floorDiv(millis, DAY_MILLIS);
    return switch (terms.per()) {
      case DAY -> day;
      case MONTH -> {
        LocalDate date = LocalDate.ofEpochDay(day);
        yield date.getYear() * 12L + date.getMonthValue() - 1;
      }
      case AT_ONCE, SECOND, MINUTE, HOUR -> 0;
    };
  }

  private static long startMillis(LimitTerms terms, long number) {
    return switch (terms.per()) {
      case MONTH ->
          LocalDate.of((int) Math.floorDiv(number, 12L), (int) Math.floorMod(number, 12L) + 1, 1)
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .toEpochMilli();
      case AT_ONCE, SECOND, MINUTE, HOUR, DAY -> number * DAY_MILLIS;
    };
  }
}
