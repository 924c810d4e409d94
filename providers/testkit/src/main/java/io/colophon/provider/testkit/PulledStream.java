package io.colophon.provider.testkit;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One generation whose events wait in memory: hands them out while there is demand, on the thread
 * that brings the demand or on an executor. Holds no thread and, unless it has to wait for more, no
 * timer.
 */
final class PulledStream implements Flow.Publisher<GenerationEvent>, Flow.Subscription, Runnable {

  /** Told when a stream starts and when it is over. */
  interface Listener {
    /** Work starts; false when the provider is closed. */
    boolean started(PulledStream stream);

    /** No more signals will come. */
    void ended(PulledStream stream);
  }

  private final EventSource source;
  private final ProviderContext context;
  private final long deadlineNanos;
  private final @Nullable Executor executor;
  private final Listener listener;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  // Counts reasons to look again; whoever raises it from 0 does the work for all.
  private final AtomicInteger work = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile @Nullable Throwable breakdown;

  // Written under the turn that `work` grants.
  private Flow.@Nullable Subscriber<? super GenerationEvent> subscriber;
  private @Nullable ScheduledFuture<?> alarm;
  private boolean over;

  PulledStream(
      EventSource source,
      ProviderContext context,
      long deadlineNanos,
      @Nullable Executor executor,
      Listener listener) {
    this.source = source;
    this.context = context;
    this.deadlineNanos = deadlineNanos;
    this.executor = executor;
    this.listener = listener;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> newcomer) {
    Objects.requireNonNull(newcomer, "subscriber");
    if (!taken.compareAndSet(false, true)) {
      newcomer.onSubscribe(NoSubscription.INSTANCE);
      newcomer.onError(new IllegalStateException("a generation can be subscribed to only once"));
      return;
    }
    // The turn is held until onSubscribe has returned, so that demand given within it waits.
    work.set(1);
    subscriber = newcomer;
    if (!listener.started(this)) {
      breakdown = new ProviderException(FailureKind.OVERLOADED, "the provider is closed");
    }
    newcomer.onSubscribe(this);
    dispatch();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      breakDown(new IllegalArgumentException("a demand of " + n + ", expected at least 1"));
      return;
    }
    demand.getAndAccumulate(n, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
    wake();
  }

  @Override
  public void cancel() {
    cancelled = true;
    wake();
  }

  /** Ends the stream with {@code cause} unless it is over already. */
  void breakDown(Throwable cause) {
    if (breakdown == null) {
      breakdown = cause;
    }
    wake();
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Looks again whether something can be given. */
  void wake() {
    if (work.getAndIncrement() == 0) {
      dispatch();
    }
  }

  private void dispatch() {
    if (executor == null) {
      run();
    } else {
      executor.execute(this);
    }
  }

  @Override
  public void run() {
    int seen = work.get();
    do {
      if (!over) {
        give();
      }
      seen = work.addAndGet(-seen);
    } while (seen != 0);
  }

  private void give() {
    Flow.Subscriber<? super GenerationEvent> to =
        Objects.requireNonNull(subscriber, "demand before the subscription");
    while (true) {
      if (cancelled) {
        finish();
        return;
      }
      Throwable broken = breakdown;
      if (broken != null) {
        finish();
        to.onError(broken);
        return;
      }
      switch (source.next()) {
        case END -> {
          finish();
          to.onComplete();
          return;
        }
        case FAILURE -> {
          finish();
          to.onError(source.failure());
          return;
        }
        case NOTHING_YET -> {
          if (!late()) {
            setAlarm();
            return;
          }
        }
        case EVENT -> {
          if (!late()) {
            long left = demand.get();
            if (left == 0) {
              return;
            }
            if (left != Long.MAX_VALUE) {
              demand.decrementAndGet();
            }
            hand(to, source.take());
          }
        }
      }
    }
  }

  private void hand(Flow.Subscriber<? super GenerationEvent> to, GenerationEvent event) {
    try {
      to.onNext(event);
    } catch (RuntimeException | Error thrown) {
      // A subscriber that throws has left (Reactive Streams 2.13).
      cancelled = true;
      throw thrown;
    } finally {
      if (cancelled) {
        finish();
      }
    }
  }

  /** Notes it in {@link #breakdown} when the deadline has passed. */
  private boolean late() {
    if (context.ticker().nanos() - deadlineNanos < 0) {
      return false;
    }
    breakdown = new ProviderException(FailureKind.TIMED_OUT, "the deadline has passed");
    return true;
  }

  private void setAlarm() {
    if (alarm == null) {
      alarm =
          context
              .timers()
              .schedule(this::wake, deadlineNanos - context.ticker().nanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void finish() {
    if (over) {
      return;
    }
    over = true;
    subscriber = null;
    if (alarm != null) {
      alarm.cancel(false);
    }
    listener.ended(this);
  }

  /** What a second subscriber is given before it is refused. */
  private enum NoSubscription implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
