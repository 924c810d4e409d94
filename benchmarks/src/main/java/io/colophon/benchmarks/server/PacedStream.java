package io.colophon.benchmarks.server;

import io.colophon.provider.spi.GenerationEvent;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Asks for one event in each interval, as long as there is demand for it. */
final class PacedStream implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final long intervalNanos;
  private final ScheduledExecutorService timers;
  private final AtomicLong demand = new AtomicLong();
  private Flow.@Nullable Subscription upstream;
  private volatile @Nullable ScheduledFuture<?> beat;

  PacedStream(
      Flow.Subscriber<? super GenerationEvent> downstream,
      Duration interval,
      ScheduledExecutorService timers) {
    this.downstream = downstream;
    this.intervalNanos = interval.toNanos();
    this.timers = timers;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    beat =
        timers.scheduleAtFixedRate(
            () -> ask(subscription), intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    downstream.onSubscribe(this);
  }

  private void ask(Flow.Subscription subscription) {
    if (demand.get() > 0) {
      demand.decrementAndGet();
      subscription.request(1);
    }
  }

  @Override
  public void request(long n) {
    demand.getAndAccumulate(n, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
  }

  @Override
  public void cancel() {
    stop();
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(GenerationEvent event) {
    downstream.onNext(event);
  }

  @Override
  public void onError(Throwable failure) {
    stop();
    downstream.onError(failure);
  }

  @Override
  public void onComplete() {
    stop();
    downstream.onComplete();
  }

  private void stop() {
    ScheduledFuture<?> ticking = beat;
    if (ticking != null) {
      ticking.cancel(false);
    }
  }
}
