package io.colophon.gateway.wire;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.v1.GenerateResponse;
import io.grpc.stub.ServerCallStreamObserver;

/** Answers once, when all is there. */
final class UnaryReply implements Reply {
  private final ServerCallStreamObserver<GenerateResponse> call;
  private final CallLimits limits = CallLimits.current();
  private final ResponseCollector response = new ResponseCollector();

  /** To be made while the service method runs. */
  UnaryReply(ServerCallStreamObserver<GenerateResponse> call) {
    this.call = call;
  }

  @Override
  public void started(Generation generation) {
    limits.started(generation);
    response.started(generation);
  }

  @Override
  public void output(GenerationEvent event) {
    response.add(event);
  }

  @Override
  public void finished(Receipt receipt) {
    limits.ended();
    if (!call.isCancelled()) {
      call.onNext(response.finish(receipt));
      call.onCompleted();
    }
  }

  @Override
  public void failed(Refusal refusal) {
    limits.failed(refusal);
    if (!call.isCancelled()) {
      call.onError(Statuses.exceptionOf(refusal));
    }
  }
}
