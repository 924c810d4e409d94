package io.colophon.gateway.http;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.gateway.work.Completion;
import java.util.function.Consumer;

/** What all requests but generations share: find out who asks, then work. Thread-safe. */
public final class RestCalls {
  private final Admission admission;
  private final BlockingPool pool;

  public RestCalls(Admission admission, BlockingPool pool) {
    this.admission = admission;
    this.pool = pool;
  }

  /**
   * Finds out who asks; answers with UNAUTHENTICATED if nobody can be told.
   *
   * @param action answers the exchange; runs on an event loop or the pool, must not block
   */
  public void identified(Exchange exchange, Consumer<Caller> action) {
    Completion.of(
        admission.identify(exchange.credentials()),
        (caller, failure) -> {
          if (caller == null) {
            exchange.fail(failure);
          } else {
            attempt(exchange, () -> action.accept(caller));
          }
        });
  }

  /**
   * Finds out who asks, then works on the pool.
   *
   * @param work answers the exchange; may block and may throw {@link Refusal}
   */
  public void onPool(Exchange exchange, Consumer<Caller> work) {
    identified(
        exchange, caller -> pool.execute(() -> attempt(exchange, () -> work.accept(caller))));
  }

  private static void attempt(Exchange exchange, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      exchange.fail(failure);
    }
  }
}
