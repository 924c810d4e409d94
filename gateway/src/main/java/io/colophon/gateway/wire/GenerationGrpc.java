package io.colophon.gateway.wire;

import com.google.longrunning.Operation;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.jobs.Jobs;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.work.Completion;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Supplier;

/** The application's door: {@code GenerationService}. Runs on event loops and never blocks. */
public final class GenerationGrpc extends GenerationServiceGrpc.GenerationServiceImplBase {
  private final GenerationPipeline pipeline;
  private final RequestReader reader;
  private final Supplier<RunningConfig> config;
  private final Jobs jobs;

  public GenerationGrpc(
      GenerationPipeline pipeline,
      RequestReader reader,
      Supplier<RunningConfig> config,
      Jobs jobs) {
    this.pipeline = pipeline;
    this.reader = reader;
    this.config = config;
    this.jobs = jobs;
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
    ServerCallStreamObserver<GenerateResponse> call =
        (ServerCallStreamObserver<GenerateResponse>) observer;
    CallEnd end = new CallEnd(call);
    receive(request, end)
        .ifPresent(
            received -> {
              Generation generation = pipeline.run(received, new UnaryReply(call));
              end.cancels(generation);
              generation.request(Long.MAX_VALUE);
            });
  }

  @Override
  public void streamGenerate(GenerateRequest request, StreamObserver<GenerationEvent> observer) {
    ServerCallStreamObserver<GenerationEvent> call =
        (ServerCallStreamObserver<GenerationEvent>) observer;
    CallEnd end = new CallEnd(call);
    StreamReply reply = new StreamReply(call);
    receive(request, end)
        .ifPresent(
            received -> {
              Generation generation = pipeline.run(received, reply);
              end.cancels(generation);
              reply.flow(generation);
            });
  }

  @Override
  public void startGeneration(GenerateRequest request, StreamObserver<Operation> observer) {
    CallEnd end = new CallEnd((ServerCallStreamObserver<Operation>) observer);
    receive(request, end)
        .ifPresent(
            received ->
                Completion.of(
                    jobs.start(received, request),
                    (operation, failure) -> {
                      if (operation != null) {
                        observer.onNext(operation);
                        observer.onCompleted();
                      } else {
                        end.fail(failure);
                      }
                    }));
  }

  private Optional<Received> receive(GenerateRequest request, CallEnd end) {
    try {
      CallFacts facts = CallFacts.current();
      return Optional.of(
          reader.read(
              request,
              facts.credentials(),
              facts.requestId(),
              CallFacts.timeLeft(),
              config.get().config().server()));
    } catch (Refusal refusal) {
      end.fail(refusal);
      return Optional.empty();
    }
  }
}
