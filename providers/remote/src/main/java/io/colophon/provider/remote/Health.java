package io.colophon.provider.remote;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a plug-in answers to {@code grpc.health.v1.Health/Check} of the whole server. */
enum Health {
  /** It takes requests. */
  SERVING,
  /** It asks to be left alone for now. */
  NOT_SERVING,
  /** It has no health service, or none for the whole server. */
  ABSENT,
  /** It did not answer in time, or not well. */
  SILENT;

  /** Asks once; the answer comes on an event loop. */
  static void check(ManagedChannel channel, Duration limit, Consumer<Health> then) {
    HealthGrpc.newStub(channel)
        .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
        .check(
            HealthCheckRequest.getDefaultInstance(),
            new StreamObserver<>() {
              private Health answer = SILENT;

              @Override
              public void onNext(HealthCheckResponse response) {
                answer =
                    response.getStatus() == HealthCheckResponse.ServingStatus.SERVING
                        ? SERVING
                        : NOT_SERVING;
              }

              @Override
              public void onError(Throwable failure) {
                Status.Code code = Status.fromThrowable(failure).getCode();
                boolean absent = code == Status.Code.UNIMPLEMENTED || code == Status.Code.NOT_FOUND;
                then.accept(absent ? ABSENT : SILENT);
              }

              @Override
              public void onCompleted() {
                then.accept(answer);
              }
            });
  }
}
