package io.colophon.gateway.cache;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.Demand;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import java.util.concurrent.Flow;

/**
 * Gives a kept answer again, as fast as it is asked for. Events come on the thread that asks, one
 * at a time. An upstream is not used, so none is reported to be.
 */
final class Replay implements Flow.Subscription {
  private final Generation generation;
  private final KeptAnswer answer;
  private final Flow.Subscriber<? super GenerationEvent> downstream;

  // Guarded by this; downstream is never called with the lock held.
  private long wanted;
  private boolean emitting;
  private boolean ended;

  private int next; // of the thread that emits

  Replay(
      Generation generation,
      KeptAnswer answer,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.answer = answer;
    this.downstream = downstream;
  }

  @Override
  public void request(long n) {
    synchronized (this) {
      wanted = Demand.sum(wanted, n);
      if (emitting || ended) {
        return;
      }
      emitting = true;
    }
    while (take()) {
      emit();
    }
  }

  private synchronized boolean take() {
    if (wanted == 0 || ended) {
      emitting = false;
      return false;
    }
    wanted--;
    return true;
  }

  private void emit() {
    if (next < answer.output().size()) {
      generation.putOut();
      downstream.onNext(answer.output().get(next++));
      return;
    }
    synchronized (this) {
      ended = true;
    }
    downstream.onNext(new GenerationEvent.Finished(answer.reason(), Usage.UNREPORTED));
    downstream.onComplete();
  }

  @Override
  public synchronized void cancel() {
    ended = true;
  }
}
