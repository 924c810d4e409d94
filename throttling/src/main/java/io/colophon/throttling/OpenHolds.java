package io.colophon.throttling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The holds that have not ended, so that forgotten ones are found. Thread-safe. */
final class OpenHolds {
  private static final int STRIPES = 16;
  private static final long PAUSE_NANOS = 100_000_000L;

  private final Stripe[] stripes = new Stripe[STRIPES];
  private volatile boolean expiredBefore;
  private volatile long lastNanos;

  OpenHolds() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  private Stripe stripe(Hold hold) {
    return stripes[hold.stripe];
  }

  /** Where a hold of this thread goes, so that threads seldom meet. */
  static int stripeOfThread() {
    return (int) Thread.currentThread().getId() & STRIPES - 1;
  }

  void add(Hold hold) {
    stripe(hold).add(hold);
  }

  void remove(Hold hold) {
    stripe(hold).remove(hold);
  }

  int size() {
    int size = 0;
    for (Stripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  /** Looks for ended leases unless that was done a moment ago. */
  int expireIfDue(long nowNanos, long nowMillis) {
    if (expiredBefore && nowNanos - lastNanos < PAUSE_NANOS) {
      return 0;
    }
    return expire(nowNanos, nowMillis);
  }

  int expire(long nowNanos, long nowMillis) {
    lastNanos = nowNanos;
    expiredBefore = true;
    int expired = 0;
    for (Stripe stripe : stripes) {
      // Copied first: a hold takes its own lock before the list's, never the other way round.
      for (Hold hold : stripe.late(nowNanos)) {
        if (hold.expire(nowNanos, nowMillis)) {
          stripe.remove(hold);
          expired++;
        }
      }
    }
    return expired;
  }

  /** A list whose members know their neighbours, so that leaving it costs nothing. */
  private static final class Stripe {
    private @Nullable Hold first;
    private int size;

    synchronized void add(Hold hold) {
      hold.next = first;
      if (first != null) {
        first.previous = hold;
      }
      first = hold;
      size++;
    }

    synchronized void remove(Hold hold) {
      if (hold.previous != null) {
        hold.previous.next = hold.next;
      } else {
        first = hold.next;
      }
      if (hold.next != null) {
        hold.next.previous = hold.previous;
      }
      hold.previous = null;
      hold.next = null;
      size--;
    }

    synchronized int size() {
      return size;
    }

    synchronized List<Hold> late(long nowNanos) {
      List<Hold> late = new ArrayList<>();
      for (Hold hold = first; hold != null; hold = hold.next) {
        if (nowNanos - hold.deadlineNanos() >= 0) {
          late.add(hold);
        }
      }
      return late;
    }
  }
}
