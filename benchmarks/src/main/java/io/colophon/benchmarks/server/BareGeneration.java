package io.colophon.benchmarks.server;

import io.colophon.benchmarks.load.AnswerText;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Sends what it was given, with back-pressure. */
final class BareGeneration extends GenerationServiceGrpc.GenerationServiceImplBase {
  private final GenerateResponse response;
  private final List<GenerationEvent> events;
  private final ScheduledExecutorService timers;

  BareGeneration(
      GenerateResponse response, List<GenerationEvent> events, ScheduledExecutorService timers) {
    this.timers = timers;
    this.response = response;
    this.events = List.copyOf(events);
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
    observer.onNext(response);
    observer.onCompleted();
  }

  @Override
  public void streamGenerate(GenerateRequest request, StreamObserver<GenerationEvent> observer) {
    ServerCallStreamObserver<GenerationEvent> call =
        (ServerCallStreamObserver<GenerationEvent>) observer;
    Iterator<GenerationEvent> left = events.iterator();
    if (request.getModel().equals(AnswerText.PACED_MODEL)) {
      pace(call, left);
      return;
    }
    call.setOnReadyHandler(
        () -> {
          while (call.isReady() && left.hasNext()) {
            call.onNext(left.next());
            if (!left.hasNext()) {
              call.onCompleted();
            }
          }
        });
  }

  /** With the same kind of timer as the gateway's provider, so that its cost is in both. */
  private void pace(
      ServerCallStreamObserver<GenerationEvent> call, Iterator<GenerationEvent> left) {
    AtomicReference<ScheduledFuture<?>> beat = new AtomicReference<>();
    Runnable send =
        () -> {
          if (left.hasNext() && !call.isCancelled()) {
            call.onNext(left.next());
          } else {
            if (!call.isCancelled()) {
              call.onCompleted();
            }
            Optional.ofNullable(beat.get()).ifPresent(ticking -> ticking.cancel(false));
          }
        };
    long pace = AnswerText.PACE_MILLIS;
    beat.set(timers.scheduleAtFixedRate(send, pace, pace, TimeUnit.MILLISECONDS));
  }
}
