package io.colophon.gateway.pipeline;

import io.colophon.gateway.work.Completion;
import io.colophon.gateway.work.LateSubscription;
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
    LateSubscription asked = new LateSubscription();
    subscriber.onSubscribe(asked);
    CompletableFuture<Void> started = first.get();
    asked.whenCancelled(() -> started.cancel(false));
    Completion.of(started, (done, failure) -> begin(subscriber, asked, failure));
  }

  private void begin(
      Flow.Subscriber<? super GenerationEvent> subscriber,
      LateSubscription asked,
      @Nullable Throwable failure) {
    if (asked.isCancelled()) {
      return;
    }
    if (failure == null) {
      then.subscribe(new Late(subscriber, asked));
    } else {
      subscriber.onError(GenerationPipeline.refusalFor(failure));
    }
  }

  /** Passes all on, but for the subscription, which came before. */
  private record Late(Flow.Subscriber<? super GenerationEvent> downstream, LateSubscription asked)
      implements Flow.Subscriber<GenerationEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      asked.comesFrom(subscription);
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
  }
}
