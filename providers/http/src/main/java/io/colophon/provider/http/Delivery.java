package io.colophon.provider.http;

import io.colophon.provider.spi.GenerationEvent;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has put out and its caller not taken yet, how much the caller asks for, and how it
 * ends. While more is kept than is asked for, the exchanges stand still. On the stream's loop only.
 */
final class Delivery {
  private final Exchanges exchanges;
  private final Runnable ended;
  private final ArrayDeque<GenerationEvent> ready = new ArrayDeque<>();
  private Flow.@Nullable Subscriber<? super GenerationEvent> subscriber;
  private long demand;
  private boolean draining;
  private boolean completing;
  private @Nullable Throwable failing;
  private boolean over;

  /**
   * @param ended called just before the caller is told of the end
   */
  Delivery(Exchanges exchanges, Runnable ended) {
    this.exchanges = exchanges;
    this.ended = ended;
  }

  /** Whether the caller was told of the end, or left. */
  boolean isOver() {
    return over;
  }

  /** Whether nothing more is to be put out. */
  boolean isEnding() {
    return over || completing || failing != null;
  }

  boolean isFailing() {
    return failing != null;
  }

  void to(Flow.Subscriber<? super GenerationEvent> by) {
    subscriber = by;
  }

  /** Keeps an event; {@link #drain} is to follow. */
  void add(GenerationEvent event) {
    ready.add(event);
  }

  /** Ends with what is kept; {@link #drain} is to follow. */
  void complete() {
    completing = true;
  }

  /** Fails after what is kept; {@link #drain} is to follow. */
  void fail(Throwable failure) {
    failing = failure;
  }

  /** Fails and drops what is kept; {@link #drain} is to follow. */
  void failAtOnce(Throwable failure) {
    ready.clear();
    completing = false;
    failing = failure;
  }

  /** The caller has left. */
  void cancel() {
    over = true;
    ready.clear();
  }

  /** The caller asks for more. */
  void request(long n) {
    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
    drain();
  }

  /** Hands on what is kept and asked for. */
  void drain() {
    Flow.Subscriber<? super GenerationEvent> to = subscriber;
    if (draining || to == null) {
      return;
    }
    draining = true;
    while (!over && demand > 0 && !ready.isEmpty()) {
      if (demand != Long.MAX_VALUE) {
        demand--;
      }
      to.onNext(ready.poll());
    }
    draining = false;
    if (over) {
      return;
    }
    if (ready.isEmpty() && failing != null) {
      over = true;
      ended.run();
      to.onError(failing);
    } else if (ready.isEmpty() && completing) {
      over = true;
      ended.run();
      to.onComplete();
    } else {
      exchanges.setPaused(demand <= 0 && !ready.isEmpty());
    }
  }
}
