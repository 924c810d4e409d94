package io.colophon.provider.triton;

import inference.GRPCInferenceServiceGrpc;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Ticker;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of its models' tensors. Asked for when a model is first used, and again
 * after a minute, since a server may load another version. Thread-safe.
 */
final class ModelTensors {
  private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

  private record Known(ModelMetadataResponse metadata, long sinceNanos) {}

  private final ManagedChannel channel;
  private final Ticker ticker;
  private final Map<String, Known> byModel = new ConcurrentHashMap<>();

  ModelTensors(ManagedChannel channel, Ticker ticker) {
    this.channel = channel;
    this.ticker = ticker;
  }

  /**
   * Gives the metadata, at once or on an event loop.
   *
   * @param name a model of the configuration, so that the cache is bounded by it
   * @param leftNanos how long the answer may take
   */
  void of(
      String name,
      TritonModel model,
      long leftNanos,
      Consumer<ModelMetadataResponse> then,
      Consumer<ProviderException> failed) {
    Known known = byModel.get(name);
    if (known != null && ticker.nanos() - known.sinceNanos() < FRESH_NANOS) {
      then.accept(known.metadata());
      return;
    }
    GRPCInferenceServiceGrpc.newStub(channel)
        .withDeadlineAfter(leftNanos, TimeUnit.NANOSECONDS)
        .modelMetadata(
            ModelMetadataRequest.newBuilder()
                .setName(name)
                .setVersion(model.version().orElse(""))
                .build(),
            new StreamObserver<>() {
              private @Nullable ModelMetadataResponse said;

              @Override
              public void onNext(ModelMetadataResponse response) {
                said = response;
              }

              @Override
              public void onError(Throwable failure) {
                failed.accept(Failures.of(Status.fromThrowable(failure)));
              }

              @Override
              public void onCompleted() {
                if (said == null) {
                  failed.accept(Failures.malformed("sent no metadata"));
                } else {
                  byModel.put(name, new Known(said, ticker.nanos()));
                  then.accept(said);
                }
              }
            });
  }

  /** Forgets what was known, since the server took a request amiss. */
  void forget(String name) {
    byModel.remove(name);
  }
}
