package io.colophon.provider.spi;

import java.util.concurrent.Flow;

/** A stream that fails as soon as it is subscribed. */
final class FailedStream implements Flow.Publisher<GenerationEvent> {
  private final ProviderException failure;

  FailedStream(ProviderException failure) {
    this.failure = failure;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> subscriber) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    subscriber.onError(failure);
  }
}
