package io.colophon.gateway.cache;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.LateSubscription;
import io.colophon.provider.spi.GenerationEvent;
import java.util.concurrent.Flow;

/**
 * One generation on its way to an answer: it waits, is given one that was kept, or asks an
 * upstream. Thread-safe.
 *
 * @param downstream gets the answer
 * @param output what is asked of it, before it is known which as well
 */
record Guest(
    Generation generation,
    Flow.Subscriber<? super GenerationEvent> downstream,
    LateSubscription output) {

  /** Whether the caller has gone. */
  boolean isGone() {
    return output.isCancelled();
  }
}
