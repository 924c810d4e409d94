package io.colophon.benchmarks.server;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.List;

/** Sends what it was given, with back-pressure. */
final class BareGeneration extends GenerationServiceGrpc.GenerationServiceImplBase {
  private final GenerateResponse response;
  private final List<GenerationEvent> events;

  BareGeneration(GenerateResponse response, List<GenerationEvent> events) {
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
}
