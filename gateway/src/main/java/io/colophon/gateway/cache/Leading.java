package io.colophon.gateway.cache;

import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a generation that asks an upstream for an answer that others may want as well: all
 * passes, and a copy is kept. Tells once how it ended.
 */
final class Leading implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  private final Guest guest;
  private final Recording recording;
  private final Consumer<Ending> whenEnded;

  // Guarded by this.
  private Flow.@Nullable Subscription upstream;
  private boolean told;

  /**
   * @param whenEnded told once, on whatever thread it ends
   */
  Leading(Guest guest, Recording recording, Consumer<Ending> whenEnded) {
    this.guest = guest;
    this.recording = recording;
    this.whenEnded = whenEnded;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    synchronized (this) {
      upstream = subscription;
    }
    guest.comesFrom(this);
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (!recording.add(event)) {
      tell(new Ending.NotKept());
    }
    guest.downstream().onNext(event);
    if (event instanceof GenerationEvent.Finished) {
      tell(recording.output().isPresent() ? new Ending.Whole(recording) : new Ending.NotKept());
    }
  }

  @Override
  public void onError(Throwable failure) {
    tell(new Ending.Failed(failure));
    guest.downstream().onError(failure);
  }

  @Override
  public void onComplete() {
    tell(new Ending.Left());
    guest.downstream().onComplete();
  }

  @Override
  public void request(long n) {
    Flow.Subscription subscription;
    synchronized (this) {
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.request(n);
    }
  }

  @Override
  public void cancel() {
    Flow.Subscription subscription;
    synchronized (this) {
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    tell(new Ending.Left());
  }

  private void tell(Ending ending) {
    synchronized (this) {
      if (told) {
        return;
      }
      told = true;
    }
    whenEnded.accept(ending);
  }
}
