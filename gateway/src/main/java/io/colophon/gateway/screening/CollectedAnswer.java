package io.colophon.gateway.screening;

import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The words of a short answer. */
final class CollectedAnswer implements Flow.Subscriber<GenerationEvent> {
  private static final int MAX_LENGTH = 16 * 1024;

  private final StringBuilder said = new StringBuilder();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription upstream;

  /** Completes with all of it, or fails. */
  CompletableFuture<String> text() {
    return text;
  }

  /** Wants no more. */
  void stop() {
    Flow.Subscription subscription = upstream;
    if (subscription != null && !text.isDone()) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      if (said.length() + delta.text().length() > MAX_LENGTH) {
        stop();
        text.completeExceptionally(new IllegalStateException("its answer is too long"));
        return;
      }
      said.append(delta.text());
    } else if (event instanceof GenerationEvent.Finished) {
      text.complete(said.toString());
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    text.completeExceptionally(new IllegalStateException("its answer ended without its end"));
  }
}
