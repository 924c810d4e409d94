package io.colophon.gateway.dispatch;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's side of one attempt: its subscription, and whether the attempt is over. Guarded by
 * the lock of its dispatch, which is never held while the upstream is called. An upstream does
 * nothing before it has given its subscription.
 */
final class UpstreamLink {
  private final Object lock;
  private Flow.@Nullable Subscription subscription;
  private boolean over;

  UpstreamLink(Object lock) {
    this.lock = lock;
  }

  /** Whether the attempt is over. */
  boolean isOver() {
    synchronized (lock) {
      return over;
    }
  }

  /** The stream has begun; false if the attempt is over, and the stream is to be cancelled. */
  boolean begun(Flow.Subscription by) {
    synchronized (lock) {
      if (!over) {
        subscription = by;
      }
      return !over;
    }
  }

  /** Asks for more; nothing happens before the stream begins and when the attempt is over. */
  void ask(long events) {
    Flow.Subscription to = live();
    if (to != null) {
      to.request(events);
    }
  }

  /** What is asked for more; null before the stream begins and when the attempt is over. */
  Flow.@Nullable Subscription live() {
    synchronized (lock) {
      return over ? null : subscription;
    }
  }

  /** Does something if the stream has begun and the attempt is not over; false if not. */
  boolean whileLive(Runnable action) {
    synchronized (lock) {
      boolean live = !over && subscription != null;
      if (live) {
        action.run();
      }
      return live;
    }
  }

  /** The attempt is over; true for the first who says so. */
  boolean end() {
    synchronized (lock) {
      boolean first = !over;
      over = true;
      return first;
    }
  }

  /** Ends the stream, if it has begun; call after {@link #end}. */
  void cancel() {
    Flow.Subscription last;
    synchronized (lock) {
      last = subscription;
    }
    if (last != null) {
      last.cancel();
    }
  }
}
