package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What still comes from upstream once an output cannot leave. It is dropped, one event at a time,
 * up to the end, since only the end says what was used, and that is owed all the same. Then, or
 * when the upstream fails, downstream hears why. The generation's deadline bounds the wait: it
 * cancels the flow. Thread-safe.
 */
final class DroppedRest {
  private final Refusal why;
  private final Flow.Subscription upstream;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param why what downstream hears in the end
   */
  DroppedRest(
      Refusal why,
      Flow.Subscription upstream,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.why = why;
    this.upstream = upstream;
    this.downstream = downstream;
  }

  /** Asks for the first event; nothing that was asked for before may be under way. */
  void begin() {
    upstream.request(1);
  }

  /** Drops an event and asks for the next, unless this was the last. */
  void drop(GenerationEvent event) {
    if (event instanceof GenerationEvent.Finished) {
      end();
    } else if (!over.get()) {
      upstream.request(1);
    }
  }

  /** Nothing more comes. */
  void end() {
    if (over.compareAndSet(false, true)) {
      downstream.onError(why);
    }
  }

  /** Downstream wants to hear no more. */
  void cancel() {
    over.set(true);
  }
}
