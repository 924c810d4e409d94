package io.colophon.gateway.cache;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One generation on its way to an answer: it waits, is given one that was kept, or asks an
 * upstream. What is asked of it before it is known which waits. Thread-safe.
 */
final class Guest implements Flow.Subscription {
  private final Generation generation;
  private final Flow.Subscriber<? super GenerationEvent> downstream;

  // Guarded by this; nobody else is called with the lock held.
  private Flow.@Nullable Subscription source;
  private @Nullable Runnable whenGone;
  private long wanted;
  private boolean gone;

  Guest(Generation generation, Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.downstream = downstream;
  }

  Generation generation() {
    return generation;
  }

  Flow.Subscriber<? super GenerationEvent> downstream() {
    return downstream;
  }

  /** Whether the caller has gone. */
  synchronized boolean isGone() {
    return gone;
  }

  /** What to do when the caller goes while this one waits; at once if he has. */
  void whenGone(Runnable action) {
    synchronized (this) {
      if (!gone) {
        whenGone = action;
        return;
      }
    }
    action.run();
  }

  /** From here on output comes from this source. */
  void comesFrom(Flow.Subscription from) {
    long asked;
    boolean left;
    synchronized (this) {
      source = from;
      whenGone = null;
      asked = wanted;
      left = gone;
    }
    if (left) {
      from.cancel();
    } else if (asked > 0) {
      from.request(asked);
    }
  }

  @Override
  public void request(long n) {
    Flow.Subscription from;
    synchronized (this) {
      from = source;
      if (from == null) {
        wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
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
      gone = true;
      from = source;
      action = whenGone;
      whenGone = null;
    }
    if (from != null) {
      from.cancel();
    }
    if (action != null) {
      action.run();
    }
  }
}
