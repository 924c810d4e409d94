package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelMetadataRequest;
import inference.ModelMetadataResponse;
import inference.ModelStreamInferResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server written from the protocol: says what a test tells it to. A model is its metadata and its
 * responses.
 */
final class FakeTriton extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase
    implements AutoCloseable {

  /** What a model does when it is asked. */
  interface Behaviour {
    List<ModelStreamInferResponse> answer(ModelInferRequest request);
  }

  private record Model(ModelMetadataResponse metadata, Behaviour behaviour) {}

  final Queue<ModelInferRequest> asked = new ConcurrentLinkedQueue<>();
  final AtomicInteger metadataCalls = new AtomicInteger();
  private final Map<String, Model> models = new ConcurrentHashMap<>();
  private final Server server;
  private final int port;

  FakeTriton() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
    port = server.getPort();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * Adds a model.
   *
   * @param inputs for instance {@code text_input BYTES 1}
   */
  FakeTriton with(String name, Behaviour behaviour, String... inputs) {
    ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder().setName(name);
    for (String input : inputs) {
      String[] words = input.split(" ");
      var tensor =
          ModelMetadataResponse.TensorMetadata.newBuilder().setName(words[0]).setDatatype(words[1]);
      for (int i = 2; i < words.length; i++) {
        tensor.addShape(Long.parseLong(words[i]));
      }
      metadata.addInputs(tensor);
    }
    models.put(name, new Model(metadata.build(), behaviour));
    return this;
  }

  static ModelStreamInferResponse response(
      String tensor, String type, ByteString raw, long... shape) {
    var output =
        ModelInferResponse.InferOutputTensor.newBuilder().setName(tensor).setDatatype(type);
    for (long side : shape) {
      output.addShape(side);
    }
    return ModelStreamInferResponse.newBuilder()
        .setInferResponse(
            ModelInferResponse.newBuilder().addOutputs(output).addRawOutputContents(raw))
        .build();
  }

  static ModelStreamInferResponse text(String... texts) {
    return response("text_output", "BYTES", RawTensor.ofTexts(List.of(texts)), texts.length);
  }

  /** The empty response that marks the end. */
  static ModelStreamInferResponse last() {
    return ModelStreamInferResponse.newBuilder()
        .setInferResponse(
            ModelInferResponse.newBuilder()
                .putParameters(
                    "triton_final_response",
                    InferParameter.newBuilder().setBoolParam(true).build()))
        .build();
  }

  static ModelStreamInferResponse error(String words) {
    return ModelStreamInferResponse.newBuilder().setErrorMessage(words).build();
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> to) {
    metadataCalls.incrementAndGet();
    Model model = models.get(request.getName());
    if (model == null) {
      to.onError(unknown(request.getName()));
    } else {
      to.onNext(model.metadata());
      to.onCompleted();
    }
  }

  private static RuntimeException unknown(String name) {
    return Status.NOT_FOUND
        .withDescription("Request for unknown model: '" + name + "' is not found")
        .asRuntimeException();
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> to) {
    asked.add(request);
    ModelStreamInferResponse answer =
        models.get(request.getModelName()).behaviour().answer(request).get(0);
    if (answer.getErrorMessage().isEmpty()) {
      to.onNext(answer.getInferResponse());
      to.onCompleted();
    } else {
      to.onError(Status.INTERNAL.withDescription(answer.getErrorMessage()).asRuntimeException());
    }
  }

  @Override
  public StreamObserver<ModelInferRequest> modelStreamInfer(
      StreamObserver<ModelStreamInferResponse> to) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ModelInferRequest request) {
        asked.add(request);
        models.get(request.getModelName()).behaviour().answer(request).forEach(to::onNext);
      }

      @Override
      public void onError(Throwable failure) {}

      // Triton keeps the stream open until its work is done; a test that wants it open says last().
      @Override
      public void onCompleted() {
        if (!asked.peek().getModelName().equals("silent")) {
          to.onCompleted();
        }
      }
    };
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
