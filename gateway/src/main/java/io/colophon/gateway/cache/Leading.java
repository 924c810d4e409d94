package io.colophon.gateway.cache;

import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The stream of a generation that asks an upstream for an answer that others may want as well: all
 * passes, and a copy is kept. Tells once how it ended.
 */
final class Leading implements Flow.Subscriber<GenerationEvent> {
  private final Guest guest;
  private final Recording recording;
  private final Consumer<Ending> whenEnded;

  private final AtomicBoolean told = new AtomicBoolean();

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
    guest.output().comesFrom(new Led(subscription));
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

  private void tell(Ending ending) {
    if (told.compareAndSet(false, true)) {
      whenEnded.accept(ending);
    }
  }

  /** The guest's way to the upstream: a guest who goes has left those who wait with him. */
  private final class Led implements Flow.Subscription {
    private final Flow.Subscription upstream;

    Led(Flow.Subscription upstream) {
      this.upstream = upstream;
    }

    @Override
    public void request(long n) {
      upstream.request(n);
    }

    @Override
    public void cancel() {
      upstream.cancel();
      tell(new Ending.Left());
    }
  }
}
