package io.colophon.journal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between appending threads and the one writer: a stack that appenders push to
 * without a lock and the writer takes whole and turns round. The order of the pushes is the order
 * of the records, so each thread's appends keep their order.
 *
 * <p>A push wakes the writer only when it sleeps. While lazy records alone wait, the writer sleeps
 * for a bounded time and only a forced record, or a half-full queue, wakes it before.
 */
final class Intake {
  private static final int AWAKE = 0;
  private static final int SLEEPS_UNTIL_ANY = 1;
  private static final int SLEEPS_UNTIL_FORCED = 2;
  private static final int BYTE_BITS = 40;
  private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;

  /** On top of the stack once nothing may be pushed any more. */
  private static final Pending CLOSED = new Pending(null, false);

  private final long maxRecords;
  private final long maxBytes;
  private final long lazyNanos;
  private final AtomicReference<@Nullable Pending> top = new AtomicReference<>();
  private final AtomicInteger sleep = new AtomicInteger();

  /** Records (upper 24 bits) and bytes (lower 40) accepted and not yet released. */
  private final AtomicLong held = new AtomicLong();

  private volatile boolean closing;
  private volatile @Nullable Thread writer;

  Intake(JournalOptions options) {
    this.maxRecords = options.queueRecords();
    this.maxBytes = options.queueBytes();
    this.lazyNanos = options.lazyDelay().toNanos();
  }

  /** Returns null when the record was queued, else why not. Never blocks. */
  JournalException.@Nullable Reason offer(Pending pending) {
    long size = size(pending);
    long now = held.addAndGet(size);
    if ((now >>> BYTE_BITS) > maxRecords || (now & BYTE_MASK) > maxBytes) {
      held.addAndGet(-size);
      return JournalException.Reason.FULL;
    }
    Pending before;
    do {
      before = top.get();
      if (before == CLOSED) {
        held.addAndGet(-size);
        return JournalException.Reason.CLOSED;
      }
      pending.next = before;
    } while (!top.compareAndSet(before, pending));
    wake(!pending.lazy || isHalfFull(now));
    return null;
  }

  /** Gives back the room of a record that is done with. */
  void release(Pending pending) {
    held.addAndGet(-size(pending));
  }

  /**
   * Waits for records and returns them as a chain, oldest first; for the writer thread only.
   *
   * @param maxIdleNanos how long to wait when there are none; 0 means until there are
   * @return null when none came in that time, or at once when closing and nothing is left
   */
  @Nullable Pending take(long maxIdleNanos) {
    writer = Thread.currentThread();
    Pending first = null;
    Pending last = null;
    boolean forced = false;
    long start = System.nanoTime();
    while (true) {
      boolean end = closing;
      Pending newest = top.getAndSet(end ? CLOSED : null);
      Pending oldest = null;
      for (Pending p = newest; p != null && p != CLOSED; ) {
        forced |= !p.lazy;
        Pending older = p.next;
        p.next = oldest;
        oldest = p;
        p = older;
      }
      if (oldest != null) {
        if (last == null) {
          first = oldest;
          start = System.nanoTime();
        } else {
          last.next = oldest;
        }
        last = newest;
      }
      if (forced || end || isHalfFull(held.get())) {
        return first;
      }
      // A park may end early (a wake-up meant for an earlier sleep): only the clock says how long
      // it was.
      long left = (first != null ? lazyNanos : maxIdleNanos) - (System.nanoTime() - start);
      if (first != null) {
        if (left <= 0) {
          return first;
        }
        sleep(SLEEPS_UNTIL_FORCED, left);
      } else if (maxIdleNanos == 0) {
        sleep(SLEEPS_UNTIL_ANY, 0);
      } else if (left <= 0) {
        return null;
      } else {
        sleep(SLEEPS_UNTIL_ANY, left);
      }
    }
  }

  /** Refuses all further records and lets the writer run dry. */
  void close() {
    closing = true;
    sleep.set(AWAKE);
    LockSupport.unpark(writer);
  }

  boolean isClosing() {
    return closing;
  }

  /** Sleeps unless something came meanwhile; 0 nanos is without end. May wake early. */
  private void sleep(int kind, long nanos) {
    sleep.set(kind);
    if (top.get() == null && !closing) {
      if (nanos == 0) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    sleep.set(AWAKE);
  }

  private void wake(boolean urgent) {
    int kind = sleep.get();
    if ((kind == SLEEPS_UNTIL_ANY || (kind == SLEEPS_UNTIL_FORCED && urgent))
        && sleep.compareAndSet(kind, AWAKE)) {
      LockSupport.unpark(writer);
    }
  }

  private boolean isHalfFull(long now) {
    return (now >>> BYTE_BITS) >= (maxRecords + 1) / 2 || (now & BYTE_MASK) >= maxBytes / 2;
  }

  private static long size(Pending pending) {
    return (1L << BYTE_BITS) + pending.length;
  }
}
