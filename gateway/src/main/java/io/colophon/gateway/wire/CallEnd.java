package io.colophon.gateway.wire;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a call ends: its caller goes away, or it fails. */
final class CallEnd {
  private static final Logger log = LoggerFactory.getLogger(CallEnd.class);

  private final ServerCallStreamObserver<?> call;

  // Guarded by this.
  private @Nullable Generation generation;
  private boolean gone;

  /** To be made while the service method runs: gRPC takes no handler later. */
  CallEnd(ServerCallStreamObserver<?> call) {
    this.call = call;
    call.setOnCancelHandler(this::callerWentAway);
  }

  /** From now on the caller's going away cancels the generation. */
  void cancels(Generation running) {
    boolean late;
    synchronized (this) {
      generation = running;
      late = gone;
    }
    if (late) {
      running.cancel();
    }
  }

  private void callerWentAway() {
    Generation running;
    synchronized (this) {
      gone = true;
      running = generation;
    }
    if (running != null) {
      running.cancel();
    }
  }

  /** Ends the call with the status of the fact; what is no {@link Refusal} is a bug of ours. */
  void fail(@Nullable Throwable failure) {
    fail(call, failure);
  }

  static void fail(ServerCallStreamObserver<?> call, @Nullable Throwable failure) {
    if (call.isCancelled()) {
      return;
    }
    Throwable fact =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (fact instanceof Refusal refusal) {
      call.onError(Statuses.exceptionOf(refusal));
    } else {
      log.error("a call failed", fact);
      call.onError(Statuses.exceptionOf(Refusal.of(Reason.INTERNAL, "the gateway failed")));
    }
  }
}
