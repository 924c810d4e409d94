package io.colophon.throttling.lease;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that goes on from one event to the next. */
final class VirtualTime {
  static final long EPOCH_MILLIS = 1_790_000_000_000L;

  private record Event(long at, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong((Event e) -> e.at()).thenComparingLong(e -> e.number()));
  private long now = 1;
  private long numbers;

  long nanos() {
    return now;
  }

  long millis() {
    return EPOCH_MILLIS + now / 1_000_000;
  }

  void after(long delayNanos, Runnable action) {
    events.add(new Event(now + delayNanos, numbers++, action));
  }

  void every(long periodNanos, Runnable action) {
    after(
        periodNanos,
        () -> {
          action.run();
          every(periodNanos, action);
        });
  }

  void runUntil(long atNanos) {
    while (!events.isEmpty() && events.peek().at() <= atNanos) {
      Event event = events.remove();
      now = Math.max(now, event.at());
      event.action().run();
    }
    now = Math.max(now, atNanos);
  }
}
