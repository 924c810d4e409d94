package io.colophon.benchmarks.load;

import io.colophon.v1.GenerateResponse;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Takes the answer of one unary call. */
final class UnaryAnswer implements StreamObserver<GenerateResponse> {
  private final CallEnd end;
  private @Nullable GenerateResponse response;

  UnaryAnswer(CallEnd end) {
    this.end = end;
  }

  @Override
  public void onNext(GenerateResponse value) {
    response = value;
  }

  @Override
  public void onError(Throwable failure) {
    end.failed(failure);
  }

  @Override
  public void onCompleted() {
    end.answered(1, fault(response));
  }

  private static @Nullable String fault(@Nullable GenerateResponse response) {
    if (response == null || response.getOutputsCount() != 1) {
      return "not one output";
    }
    return AnswerCheck.fault(
        AnswerText.SHORT,
        response.getOutputs(0).getText(),
        response.getFinishReason(),
        response.hasReceipt() ? response.getReceipt() : null);
  }
}
