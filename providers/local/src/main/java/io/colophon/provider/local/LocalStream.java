package io.colophon.provider.local;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one generation between the worker that makes them and the subscriber that takes
 * them. The worker never waits: what it makes is kept, text and events in memory (bounded by the
 * model's context and one progress event), media on disk. All signals are given by the delivery
 * threads, one at a time.
 */
final class LocalStream implements Flow.Publisher<GenerationEvent>, Flow.Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStream.class);

  private final Executor delivery;
  private final Consumer<LocalStream> onStart;
  private final AtomicBoolean subscribed = new AtomicBoolean();
  private final AtomicInteger missed = new AtomicInteger();

  /** Guards the fields below. */
  private final Object lock = new Object();

  private final ArrayDeque<Pending> ready = new ArrayDeque<>();
  private long demand;
  private boolean complete;
  private boolean cancelled;
  private @Nullable Throwable failure;
  private boolean ended;
  private Runnable onEnd = () -> {};

  private Flow.@Nullable Subscriber<? super GenerationEvent> subscriber;

  /**
   * @param delivery runs one task of this stream at a time
   * @param onStart called once, at subscription, on the subscriber's thread
   */
  LocalStream(Executor delivery, Consumer<LocalStream> onStart) {
    this.delivery = delivery;
    this.onStart = onStart;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> given) {
    Objects.requireNonNull(given, "subscriber");
    if (!subscribed.compareAndSet(false, true)) {
      given.onSubscribe(NOTHING);
      given.onError(new IllegalStateException("a generation has one subscriber"));
      return;
    }
    subscriber = given;
    given.onSubscribe(this);
    onStart.accept(this);
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      fail(new IllegalArgumentException("demand is " + n + ", expected 1 or more"));
      return;
    }
    synchronized (lock) {
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
    }
    deliver();
  }

  @Override
  public void cancel() {
    synchronized (lock) {
      cancelled = true;
    }
    deliver();
  }

  /** Whether nobody waits for more: cancelled, failed or over. */
  boolean isStopped() {
    synchronized (lock) {
      return cancelled || ended || failure != null;
    }
  }

  /** What to do once when the stream is over, in whatever way; at once if it is already. */
  void whenEnded(Runnable action) {
    synchronized (lock) {
      if (!ended) {
        onEnd = action;
        return;
      }
    }
    action.run();
  }

  /** Adds events. A progress event takes the place of one that still waits. */
  void offer(Pending pending) {
    boolean taken;
    synchronized (lock) {
      taken = !(cancelled || ended || failure != null || complete);
      if (taken) {
        if (isProgress(pending) && isProgress(ready.peekLast())) {
          ready.removeLast();
        }
        ready.add(pending);
      }
    }
    if (taken) {
      deliver();
    } else {
      pending.discard();
    }
  }

  private static boolean isProgress(@Nullable Pending pending) {
    return pending instanceof Pending.One one && one.event() instanceof GenerationEvent.Progress;
  }

  /** Says that the last event was offered. */
  void complete() {
    synchronized (lock) {
      complete = true;
    }
    deliver();
  }

  /** Ends the stream with an error, ahead of events that wait; only the first error counts. */
  void fail(Throwable why) {
    synchronized (lock) {
      if (failure == null) {
        failure = why;
      }
    }
    deliver();
  }

  private void deliver() {
    if (missed.getAndIncrement() == 0) {
      delivery.execute(this::deliverAll);
    }
  }

  private void deliverAll() {
    int seen = 1;
    while (seen != 0) {
      while (deliverOne()) {}
      seen = missed.addAndGet(-seen);
    }
  }

  /** Gives one signal if there is one to give; false if there is none now. */
  private boolean deliverOne() {
    Flow.Subscriber<? super GenerationEvent> to = Objects.requireNonNull(subscriber);
    Pending next;
    boolean over;
    synchronized (lock) {
      next = ready.peek();
      over = cancelled || failure != null || (complete && next == null);
      if (ended || (!over && (next == null || demand == 0))) {
        return false;
      }
      ended = over;
      demand -= over ? 0 : 1;
    }
    if (over) {
      end(to);
    } else {
      give(to, Objects.requireNonNull(next));
    }
    return !over;
  }

  private void give(Flow.Subscriber<? super GenerationEvent> to, Pending from) {
    GenerationEvent event;
    try {
      event = from.next();
    } catch (IOException e) {
      fail(new ProviderException(FailureKind.INTERNAL, "an output file was lost", null, e));
      return;
    }
    if (!from.hasNext()) {
      synchronized (lock) {
        ready.remove(from);
      }
    }
    try {
      to.onNext(event);
    } catch (RuntimeException e) {
      // A subscriber must not throw (Reactive Streams 2.13); one that does is treated as gone.
      LOG.error("A subscriber threw in onNext and is given nothing more", e);
      cancel();
    }
  }

  private void end(Flow.Subscriber<? super GenerationEvent> to) {
    Runnable action;
    boolean silent;
    Throwable error;
    synchronized (lock) {
      ready.forEach(Pending::discard);
      ready.clear();
      action = onEnd;
      silent = cancelled;
      error = failure;
    }
    action.run();
    try {
      if (!silent && error != null) {
        to.onError(error);
      } else if (!silent) {
        to.onComplete();
      }
    } catch (RuntimeException e) {
      LOG.error("A subscriber threw at the end of its stream", e);
    }
  }

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };
}
