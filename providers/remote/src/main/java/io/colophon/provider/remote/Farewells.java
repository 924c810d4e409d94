package io.colophon.provider.remote;

import io.colophon.v1.CancelGenerationRequest;
import io.colophon.v1.CancelGenerationResponse;
import io.colophon.v1.ProviderServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a plug-in what is no longer wanted, where cancelling the stream could not: generations
 * whose stream was lost, and jobs. What cannot be said now is said over the next connection; of
 * more than {@value #MOST_WAITING} the oldest are forgotten. Thread-safe.
 */
final class Farewells {
  static final int MOST_WAITING = 256;
  private static final int MOST_TRIES = 3;
  private static final Logger log = LoggerFactory.getLogger(Farewells.class);

  private record Farewell(CancelGenerationRequest request, int tries) {}

  private final Duration limit;
  private final Deque<Farewell> waiting = new ArrayDeque<>();

  /**
   * @param limit for one call
   */
  Farewells(Duration limit) {
    this.limit = limit;
  }

  /** Says it over {@code channel}, or over the next one if that is null. */
  void say(CancelGenerationRequest request, @Nullable ManagedChannel channel) {
    say(new Farewell(request, 0), channel);
  }

  /** Says what has waited for a channel. */
  void sayAll(ManagedChannel channel) {
    for (Farewell next = poll(); next != null; next = poll()) {
      send(next, channel);
    }
  }

  private void say(Farewell farewell, @Nullable ManagedChannel channel) {
    if (channel != null) {
      send(farewell, channel);
      return;
    }
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        waiting.poll();
        log.warn("more than {} generations to cancel are waiting; the oldest goes", MOST_WAITING);
      }
      waiting.add(farewell);
    }
  }

  private synchronized @Nullable Farewell poll() {
    return waiting.poll();
  }

  private void send(Farewell farewell, ManagedChannel channel) {
    ProviderServiceGrpc.newStub(channel)
        .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
        .cancel(
            farewell.request(),
            new StreamObserver<CancelGenerationResponse>() {
              @Override
              public void onNext(CancelGenerationResponse response) {}

              @Override
              public void onError(Throwable failure) {
                failed(farewell, Status.fromThrowable(failure));
              }

              @Override
              public void onCompleted() {}
            });
  }

  private void failed(Farewell farewell, Status status) {
    if (status.getCode() == Status.Code.UNAVAILABLE && farewell.tries() + 1 < MOST_TRIES) {
      say(new Farewell(farewell.request(), farewell.tries() + 1), null);
    } else {
      log.info(
          "generation {} could not be cancelled at its plug-in: {}",
          farewell.request().getGenerationId(),
          status.getCode());
    }
  }
}
