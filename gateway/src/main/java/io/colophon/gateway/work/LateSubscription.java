package io.colophon.gateway.work;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to what begins later. What is asked of it before waits until then; when it is
 * cancelled before, what begins is cancelled at once. Thread-safe; nobody else is called with its
 * lock held.
 */
public final class LateSubscription implements Flow.Subscription {

  // Guarded by this.
  private Flow.@Nullable Subscription source;
  private @Nullable Runnable whenCancelled;
  private long wanted;
  private boolean cancelled;

  /** Whether it was cancelled. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Says what to do when it is cancelled before it begins; done at once if it was. Takes the place
   * of what was said before.
   */
  public void whenCancelled(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        whenCancelled = action;
        return;
      }
    }
    action.run();
  }

  /** It begins: all that was asked, and all that will be, is asked of this one. */
  public void comesFrom(Flow.Subscription by) {
    long asked;
    boolean left;
    synchronized (this) {
      source = by;
      whenCancelled = null;
      asked = wanted;
      left = cancelled;
    }
    if (left) {
      by.cancel();
    } else if (asked > 0) {
      by.request(asked);
    }
  }

  @Override
  public void request(long n) {
    Flow.Subscription from;
    synchronized (this) {
      from = source;
      if (from == null) {
        wanted = Demand.sum(wanted, n);
      }
    }
    if (from != null) {
      from.request(n);
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription from;
    Runnable action;
    synchronized (this) {
      cancelled = true;
      from = source;
      action = whenCancelled;
      whenCancelled = null;
    }
    if (from != null) {
      from.cancel();
    }
    if (action != null) {
      action.run();
    }
  }
}
