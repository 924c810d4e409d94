package io.colophon.provider.remote;

import io.colophon.v1.CancelGenerationRequest;
import io.colophon.v1.CancelGenerationResponse;
import io.colophon.v1.DescribeRequest;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.ProviderEvent;
import io.colophon.v1.ProviderGenerateRequest;
import io.colophon.v1.ProviderServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/** A plug-in that says whatever a test wants, in whatever order. */
final class RawPlugin extends ProviderServiceGrpc.ProviderServiceImplBase {
  volatile Consumer<StreamObserver<ProviderEvent>> answer = StreamObserver::onCompleted;

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> to) {
    DescribeResponse.Builder said = DescribeResponse.newBuilder().setContractVersion(3);
    TestModels.ALL.forEach(model -> said.addModels(Said.model(model)));
    to.onNext(said.build());
    to.onCompleted();
  }

  @Override
  public void generate(ProviderGenerateRequest request, StreamObserver<ProviderEvent> to) {
    answer.accept(to);
  }

  @Override
  public void cancel(CancelGenerationRequest request, StreamObserver<CancelGenerationResponse> to) {
    to.onNext(CancelGenerationResponse.getDefaultInstance());
    to.onCompleted();
  }
}
