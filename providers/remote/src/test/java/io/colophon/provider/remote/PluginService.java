package io.colophon.provider.remote;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Provider;
import io.colophon.v1.CancelGenerationRequest;
import io.colophon.v1.CancelGenerationResponse;
import io.colophon.v1.DescribeRequest;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.ProviderEvent;
import io.colophon.v1.ProviderGenerateRequest;
import io.colophon.v1.ProviderServiceGrpc;
import io.colophon.v1.ResumeGenerationRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A plug-in that lets a provider in its own process do the work. */
final class PluginService extends ProviderServiceGrpc.ProviderServiceImplBase {
  private final Provider behind;
  final AtomicInteger describes = new AtomicInteger();
  final Queue<CancelGenerationRequest> cancels = new ConcurrentLinkedQueue<>();
  final Queue<ProviderGenerateRequest> asked = new ConcurrentLinkedQueue<>();
  final Queue<String> resumed = new ConcurrentLinkedQueue<>();
  final AtomicInteger sent = new AtomicInteger();
  volatile UnaryOperator<DescribeResponse.Builder> describing = UnaryOperator.identity();

  PluginService(Provider behind) {
    this.behind = behind;
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> to) {
    describes.incrementAndGet();
    DescribeResponse.Builder said =
        DescribeResponse.newBuilder()
            .setContractVersion(Math.min(3, request.getContractVersion()))
            .setProvider("test-plugin 1.0")
            .addAllExtensions(behind.extensions());
    behind.models().forEach(model -> said.addModels(Said.model(model)));
    to.onNext(describing.apply(said).build());
    to.onCompleted();
  }

  @Override
  public void generate(ProviderGenerateRequest request, StreamObserver<ProviderEvent> to) {
    asked.add(request);
    behind
        .generate(AskedFor.read(request), options(request))
        .subscribe(new Answer((ServerCallStreamObserver<ProviderEvent>) to));
  }

  @Override
  public void resume(ResumeGenerationRequest request, StreamObserver<ProviderEvent> to) {
    asked.add(request.getGeneration());
    resumed.add(request.getHandle());
    behind
        .generate(AskedFor.read(request.getGeneration()), options(request.getGeneration()))
        .subscribe(new Answer((ServerCallStreamObserver<ProviderEvent>) to));
  }

  private static CallOptions options(ProviderGenerateRequest request) {
    long left =
        request.getTimeLeft().getSeconds() * 1_000_000_000L + request.getTimeLeft().getNanos();
    return new CallOptions(request.getGenerationId(), System.nanoTime() + left);
  }

  @Override
  public void cancel(CancelGenerationRequest request, StreamObserver<CancelGenerationResponse> to) {
    cancels.add(request);
    to.onNext(CancelGenerationResponse.getDefaultInstance());
    to.onCompleted();
  }

  List<CancelGenerationRequest> cancels() {
    return List.copyOf(cancels);
  }

  /** Takes one event whenever the transport has room. */
  private final class Answer implements Flow.Subscriber<GenerationEvent> {
    private final ServerCallStreamObserver<ProviderEvent> to;
    private Flow.Subscription subscription;
    private final AtomicInteger outstanding = new AtomicInteger();

    Answer(ServerCallStreamObserver<ProviderEvent> to) {
      this.to = to;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      to.setOnCancelHandler(given::cancel);
      to.setOnReadyHandler(this::pull);
    }

    private void pull() {
      if (to.isReady() && outstanding.compareAndSet(0, 1)) {
        subscription.request(1);
      }
    }

    @Override
    public void onNext(GenerationEvent event) {
      sent.incrementAndGet();
      to.onNext(Said.event(event));
      outstanding.set(0);
      pull();
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(Said.failure(failure));
    }

    @Override
    public void onComplete() {
      to.onCompleted();
    }
  }
}
