package io.colophon.throttling.lease;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Whether the store answers, when it is tried again, and how often it did not. Thread-safe. */
final class StoreHealth {
  private static final long FIRST_PAUSE_NANOS = 100_000_000L;
  private static final long MOST_PAUSE_NANOS = 5_000_000_000L;

  private final RandomGenerator random;
  private final StoreWatch watch;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong refills = new AtomicLong();
  private final AtomicLong away = new AtomicLong();
  private final AtomicLong slow = new AtomicLong();
  private final AtomicLong nonsense = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private volatile boolean isAway;
  private volatile long nextTry;
  private long pause = FIRST_PAUSE_NANOS;

  StoreHealth(RandomGenerator random, StoreWatch watch) {
    this.random = random;
    this.watch = watch;
  }

  boolean isAway() {
    return isAway;
  }

  long awayFor(long nowNanos) {
    return isAway ? Math.max(0, nextTry - nowNanos) : 0;
  }

  void called(int limits) {
    calls.incrementAndGet();
    refills.addAndGet(limits);
  }

  synchronized void answered() {
    pause = FIRST_PAUSE_NANOS;
    if (isAway) {
      isAway = false;
      watch.back();
    }
  }

  synchronized void failed(Throwable failure, long nowNanos) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    LeaseStoreException.Kind kind =
        cause instanceof LeaseStoreException known ? known.kind() : LeaseStoreException.Kind.AWAY;
    switch (kind) {
      case AWAY -> away.incrementAndGet();
      case SLOW -> slow.incrementAndGet();
      case NONSENSE -> nonsense.incrementAndGet();
    }
    if (!isAway) {
      watch.away(cause.toString());
    }
    // Half of the pause is random, so that gateways do not come back at the same moment.
    nextTry = nowNanos + pause / 2 + random.nextLong(pause / 2);
    pause = Math.min(MOST_PAUSE_NANOS, pause * 2);
    isAway = true;
  }

  void lost() {
    losses.incrementAndGet();
    watch.lost();
  }

  StoreFigures figures(long limits, long waits) {
    return new StoreFigures(
        !isAway,
        calls.get(),
        refills.get(),
        away.get(),
        slow.get(),
        nonsense.get(),
        losses.get(),
        limits,
        waits);
  }
}
