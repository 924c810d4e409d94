package io.colophon.gateway.pipeline;

import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A flow that begins when something else is done. What is asked of it before that waits; cancelling
 * it cancels what it waits for, and a failure of that is its failure.
 */
final class PutOffFlow implements Flow.Publisher<GenerationEvent> {
  private final Supplier<CompletableFuture<Void>> first;
  private final Flow.Publisher<GenerationEvent> then;

  /**
   * @param first called once, at the subscription
   */
  PutOffFlow(Supplier<CompletableFuture<Void>> first, Flow.Publisher<GenerationEvent> then) {
    this.first = first;
    this.then = then;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> subscriber) {
    Waiting waiting = new Waiting(subscriber);
    subscriber.onSubscribe(waiting);
    waiting.startFirst();
  }

  private final class Waiting implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
    private final Flow.Subscriber<? super GenerationEvent> downstream;

    // Guarded by this; nobody else is called with the lock held.
    private @Nullable CompletableFuture<Void> underWay;
    private Flow.@Nullable Subscription upstream;
    private long wanted;
    private boolean cancelled;

    Waiting(Flow.Subscriber<? super GenerationEvent> downstream) {
      this.downstream = downstream;
    }

    void startFirst() {
      CompletableFuture<Void> started = first.get();
      boolean left;
      synchronized (this) {
        underWay = started;
        left = cancelled;
      }
      if (left) {
        started.cancel(false);
        return;
      }
      Completion.of(started, (done, failure) -> begin(failure));
    }

    private void begin(@Nullable Throwable failure) {
      synchronized (this) {
        if (cancelled) {
          return;
        }
      }
      if (failure == null) {
        then.subscribe(this);
      } else {
        downstream.onError(GenerationPipeline.refusalFor(failure));
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      long waiting;
      boolean left;
      synchronized (this) {
        upstream = subscription;
        waiting = wanted;
        left = cancelled;
      }
      if (left) {
        subscription.cancel();
      } else if (waiting > 0) {
        subscription.request(waiting);
      }
    }

    @Override
    public void onNext(GenerationEvent event) {
      downstream.onNext(event);
    }

    @Override
    public void onError(Throwable failure) {
      downstream.onError(failure);
    }

    @Override
    public void onComplete() {
      downstream.onComplete();
    }

    @Override
    public void request(long n) {
      Flow.Subscription subscription;
      synchronized (this) {
        subscription = upstream;
        if (subscription == null) {
          wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
        }
      }
      if (subscription != null) {
        subscription.request(n);
      }
    }

    @Override
    public void cancel() {
      Flow.Subscription subscription;
      CompletableFuture<Void> waitedFor;
      synchronized (this) {
        cancelled = true;
        subscription = upstream;
        waitedFor = underWay;
      }
      if (subscription != null) {
        subscription.cancel();
      } else if (waitedFor != null) {
        waitedFor.cancel(false);
      }
    }
  }
}
