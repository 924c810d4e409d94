package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelStreamInferResponse;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server and a deployment of it, for one test. */
abstract class TritonTrial {
  static final String[] VLLM = {
    "text_input BYTES 1",
    "stream BOOL 1",
    "sampling_parameters BYTES 1",
    "exclude_input_in_output BOOL 1",
    "return_finish_reason BOOL 1",
    "return_num_input_tokens BOOL 1",
    "return_num_output_tokens BOOL 1"
  };
  final TestHost host = new TestHost();
  FakeTriton server;
  Provider provider;

  @BeforeEach
  void start() throws IOException {
    server = new FakeTriton();
  }

  @AfterEach
  void stop() {
    if (provider != null) {
      provider.close();
    }
    server.close();
    host.close();
  }

  CollectingSubscriber run(TritonModel model, GenerationRequest request) {
    return run(
        TritonConfig.at(server.address(), Map.of(request.prompt().model().name(), model)), request);
  }

  CollectingSubscriber run(TritonConfig config, GenerationRequest request) {
    provider = new TritonFactory().create("triton", config, host.context());
    return host.run(provider, request);
  }

  static GenerationRequest.Text full(String model) {
    return new GenerationRequest.Text(
        Prompt.of(new TargetModel(model), "湖?"),
        OptionalInt.of(9),
        OptionalDouble.of(0.5),
        OptionalDouble.empty(),
        List.of("\n", "END"),
        OptionalLong.of(7),
        Optional.empty(),
        List.of());
  }

  static GenerationRequest.Text text(String model) {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel(model), "hello"));
  }

  static ProviderException failure(CollectingSubscriber stream) {
    return (ProviderException) stream.failure().orElseThrow();
  }

  static GenerationEvent.Accepted accepted(CollectingSubscriber stream) {
    return (GenerationEvent.Accepted) stream.events().get(0);
  }

  ByteString sent(String tensor) {
    ModelInferRequest asked = server.asked.peek();
    for (int i = 0; i < asked.getInputsCount(); i++) {
      if (asked.getInputs(i).getName().equals(tensor)) {
        return asked.getRawInputContents(i);
      }
    }
    throw new AssertionError("no input " + tensor + " in " + asked.getInputsList());
  }

  String sentText(String tensor) {
    return RawTensor.elements(sent(tensor)).get(0).toStringUtf8();
  }

  static ModelStreamInferResponse counted(String text, int input, int output, String reason) {
    ModelInferResponse.Builder response = ModelInferResponse.newBuilder();
    add(response, "text_output", "BYTES", RawTensor.ofTexts(List.of(text)));
    add(response, "num_input_tokens", "UINT32", RawTensor.ofWhole(input, "UINT32").orElseThrow());
    add(response, "num_output_tokens", "UINT32", RawTensor.ofWhole(output, "UINT32").orElseThrow());
    add(response, "finish_reason", "BYTES", RawTensor.ofTexts(List.of(reason)));
    return ModelStreamInferResponse.newBuilder().setInferResponse(response).build();
  }

  static void add(ModelInferResponse.Builder response, String name, String type, ByteString raw) {
    response
        .addOutputs(
            ModelInferResponse.InferOutputTensor.newBuilder()
                .setName(name)
                .setDatatype(type)
                .addShape(1))
        .addRawOutputContents(raw);
  }

  /** Not in raw form. */
  static ModelStreamInferResponse contents(ByteString element) {
    return ModelStreamInferResponse.newBuilder()
        .setInferResponse(
            ModelInferResponse.newBuilder()
                .addOutputs(
                    ModelInferResponse.InferOutputTensor.newBuilder()
                        .setName("text_output")
                        .setDatatype("BYTES")
                        .setContents(InferTensorContents.newBuilder().addBytesContents(element))))
        .build();
  }

  static TritonModel model(Ability ability, String output, Map<String, String> tensors) {
    return TritonProviderTest.model(ability, false, output, tensors);
  }
}
