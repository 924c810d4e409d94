package io.colophon.provider.triton;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import inference.InferParameter;
import inference.InferTensorContents;
import inference.ModelInferRequest;
import inference.ModelInferResponse;
import inference.ModelStreamInferResponse;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TritonStreamTest {
  private static final String[] VLLM = {
    "text_input BYTES 1",
    "stream BOOL 1",
    "sampling_parameters BYTES 1",
    "exclude_input_in_output BOOL 1",
    "return_finish_reason BOOL 1",
    "return_num_input_tokens BOOL 1",
    "return_num_output_tokens BOOL 1"
  };

  private final TestHost host = new TestHost();
  private FakeTriton server;
  private Provider provider;

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

  private CollectingSubscriber run(TritonModel model, GenerationRequest request) {
    return run(
        TritonConfig.at(server.address(), Map.of(request.prompt().model().name(), model)), request);
  }

  private CollectingSubscriber run(TritonConfig config, GenerationRequest request) {
    provider = new TritonFactory().create("triton", config, host.context());
    return host.run(provider, request);
  }

  private static GenerationRequest.Text full(String model) {
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

  private static GenerationRequest.Text text(String model) {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel(model), "hello"));
  }

  private static ProviderException failure(CollectingSubscriber stream) {
    return (ProviderException) stream.failure().orElseThrow();
  }

  private static GenerationEvent.Accepted accepted(CollectingSubscriber stream) {
    return (GenerationEvent.Accepted) stream.events().get(0);
  }

  private ByteString sent(String tensor) {
    ModelInferRequest asked = server.asked.peek();
    for (int i = 0; i < asked.getInputsCount(); i++) {
      if (asked.getInputs(i).getName().equals(tensor)) {
        return asked.getRawInputContents(i);
      }
    }
    throw new AssertionError("no input " + tensor + " in " + asked.getInputsList());
  }

  private String sentText(String tensor) {
    return RawTensor.elements(sent(tensor)).get(0).toStringUtf8();
  }

  @Test
  void text_ofVllm_isAskedForWithItsTensors() {
    server.with("m", request -> List.of(FakeTriton.text("a"), FakeTriton.last()), VLLM);

    CollectingSubscriber stream = run(TritonModel.TEXT, full("m"));

    assertThat(stream.text()).isEqualTo("a");
    assertThat(accepted(stream).translations()).isEmpty();
    assertThat(sentText("text_input")).isEqualTo("湖?");
    assertThat(sentText("sampling_parameters"))
        .isEqualTo("{\"max_tokens\":9,\"temperature\":0.5,\"seed\":7,\"stop\":[\"\\n\",\"END\"]}");
    assertThat(sent("stream").toByteArray()).containsExactly(1);
    assertThat(sent("exclude_input_in_output").toByteArray()).containsExactly(1);
    assertThat(server.asked.peek().getId()).isEqualTo("g-1");
    assertThat(
            server
                .asked
                .peek()
                .getParametersOrThrow("triton_enable_empty_final_response")
                .getBoolParam())
        .isTrue();
  }

  @Test
  void text_ofTensorRtLlm_isAskedForWithATensorForEachParameter() {
    server.with(
        "m",
        request -> List.of(FakeTriton.text("a"), FakeTriton.last()),
        "text_input BYTES -1 1",
        "max_tokens INT32 -1 1",
        "stop_words BYTES -1 -1",
        "random_seed UINT64 -1 1",
        "stream BOOL -1 1");

    CollectingSubscriber stream = run(TritonModel.TEXT, full("m"));

    assertThat(stream.failure()).isEmpty();
    assertThat(sent("max_tokens").toByteArray()).containsExactly(9, 0, 0, 0);
    assertThat(sent("random_seed").toByteArray()).containsExactly(7, 0, 0, 0, 0, 0, 0, 0);
    assertThat(RawTensor.elements(sent("stop_words")))
        .extracting(ByteString::toStringUtf8)
        .containsExactly("\n", "END");
    assertThat(server.asked.peek().getInputsList())
        .filteredOn(input -> input.getName().equals("stop_words"))
        .extracting(ModelInferRequest.InferInputTensor::getShapeList)
        .containsExactly(List.of(1L, 2L));
    assertThat(accepted(stream).translations())
        .extracting(Translation::parameter)
        .containsExactly("text.temperature");
  }

  @Test
  void text_reportedCounters_areTheUsage() {
    server.with(
        "m",
        request ->
            List.of(
                counted("one ", 3, 1, "null"), counted("two", 3, 2, "length"), FakeTriton.last()),
        VLLM);

    var finished = run(TritonModel.TEXT, text("m")).finished().orElseThrow();

    assertThat(finished.reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(finished.usage().of(UsageUnit.INPUT_TOKENS))
        .isEqualTo(new Quantity.Known(3, Quantity.Source.PROVIDER_FINAL));
    assertThat(finished.usage().of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(new Quantity.Known(3, Quantity.Source.PROVIDER_FINAL));
  }

  private static ModelStreamInferResponse counted(
      String text, int input, int output, String reason) {
    ModelInferResponse.Builder response = ModelInferResponse.newBuilder();
    add(response, "text_output", "BYTES", RawTensor.ofTexts(List.of(text)));
    add(response, "num_input_tokens", "UINT32", RawTensor.ofWhole(input, "UINT32").orElseThrow());
    add(response, "num_output_tokens", "UINT32", RawTensor.ofWhole(output, "UINT32").orElseThrow());
    add(response, "finish_reason", "BYTES", RawTensor.ofTexts(List.of(reason)));
    return ModelStreamInferResponse.newBuilder().setInferResponse(response).build();
  }

  private static void add(
      ModelInferResponse.Builder response, String name, String type, ByteString raw) {
    response
        .addOutputs(
            ModelInferResponse.InferOutputTensor.newBuilder()
                .setName(name)
                .setDatatype(type)
                .addShape(1))
        .addRawOutputContents(raw);
  }

  @Test
  void text_withoutCounters_isEstimatedAndSaysSo() {
    server.with(
        "m",
        request -> List.of(FakeTriton.text("a"), FakeTriton.text("b"), FakeTriton.last()),
        VLLM);

    var usage = run(TritonModel.TEXT, text("m")).finished().orElseThrow().usage();

    assertThat(usage.of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(new Quantity.Known(2, Quantity.Source.ESTIMATED));
    assertThat(usage.of(UsageUnit.INPUT_CHARACTERS))
        .isEqualTo(new Quantity.Known(5, Quantity.Source.COUNTED_LOCALLY));
    assertThat(usage.of(UsageUnit.INPUT_TOKENS)).isEqualTo(Quantity.NOT_REPORTED);
  }

  @Test
  void text_cutWithinACharacter_comesWhole() {
    byte[] boat = "🚣".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    server.with(
        "m",
        request ->
            List.of(
                contents(ByteString.copyFrom(boat, 0, 1)),
                contents(ByteString.copyFrom(boat, 1, 2)),
                contents(ByteString.copyFrom(boat, 3, 1)),
                FakeTriton.last()),
        VLLM);

    CollectingSubscriber stream = run(TritonModel.TEXT, text("m"));

    assertThat(stream.events())
        .filteredOn(GenerationEvent.TextDelta.class::isInstance)
        .containsExactly(new GenerationEvent.TextDelta("🚣"));
  }

  /** Not in raw form. */
  private static ModelStreamInferResponse contents(ByteString element) {
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

  @Test
  void stream_closedWithoutAFinalMark_isWhole() {
    server.with("m", request -> List.of(FakeTriton.text("a")), VLLM);

    assertThat(run(TritonModel.TEXT, text("m")).text()).isEqualTo("a");
  }

  @Test
  void dialogue_becomesOneText() {
    server.with("m", request -> List.of(FakeTriton.text("a"), FakeTriton.last()), VLLM);
    Prompt prompt =
        new Prompt(
            new TargetModel("m"),
            List.of(Message.of(Message.Role.SYSTEM, "be brief"), Message.user("hello")),
            List.of(),
            Map.of());

    run(TritonModel.TEXT, GenerationRequest.Text.of(prompt));

    assertThat(sentText("text_input")).isEqualTo("System: be brief\nUser: hello\nAssistant:");
  }

  @ParameterizedTest
  @CsvSource({
    "'Exceeds maximum queue size',OVERLOADED",
    "'Request timeout expired',OVERLOADED",
    "'Request for unknown model: ''m'' has no available versions',MODEL_UNAVAILABLE",
    "'CUDA error: out of memory',INTERNAL"
  })
  void error_inAStream_isReadByItsWords(String words, FailureKind kind) {
    server.with("m", request -> List.of(FakeTriton.text("a"), FakeTriton.error(words)), VLLM);

    CollectingSubscriber stream = run(TritonModel.TEXT, text("m"));

    assertThat(failure(stream).kind()).isEqualTo(kind);
    assertThat(failure(stream)).hasMessage(words);
    assertThat(stream.text()).isEqualTo("a");
  }

  @Test
  void model_theServerDoesNotKnow_isUnavailable() {
    assertThat(failure(run(TritonModel.TEXT, text("m"))).kind())
        .isEqualTo(FailureKind.MODEL_UNAVAILABLE);
  }

  @Test
  void model_withoutThePromptTensor_isUnsupportedAndSaysWhatItHas() {
    server.with("m", request -> List.of(FakeTriton.last()), "INPUT_IDS INT32 -1");

    ProviderException failure = failure(run(TritonModel.TEXT, text("m")));

    assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure)
        .hasMessage("model m has no input text_input of type BYTES; it has [INPUT_IDS]");
  }

  @Test
  void server_gone_isUnreachable() {
    server.close();

    assertThat(failure(run(TritonModel.TEXT, text("m"))).kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void server_silent_isTimedOut() {
    server.with("silent", request -> List.of(FakeTriton.text("a")), VLLM);
    TritonConfig config =
        new TritonConfig(
            server.address(),
            Optional.empty(),
            Optional.empty(),
            Map.of("silent", TritonModel.TEXT),
            new TritonTimeout(Duration.ofMinutes(1), Duration.ofMillis(100), Duration.ofMinutes(1)),
            1,
            1 << 20);

    CollectingSubscriber stream = run(config, text("silent"));

    assertThat(stream.text()).isEqualTo("a");
    assertThat(failure(stream).kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(failure(stream)).hasMessageContaining("timeout.idle");
  }

  @Test
  void metadata_isAskedForOnce() {
    server.with("m", request -> List.of(FakeTriton.text("a"), FakeTriton.last()), VLLM);

    run(TritonModel.TEXT, text("m"));
    host.run(provider, text("m"));

    assertThat(server.metadataCalls.get()).isEqualTo(1);
    assertThat(server.asked).hasSize(2);
  }

  private static TritonModel model(Ability ability, String output, Map<String, String> tensors) {
    return TritonProviderTest.model(ability, false, output, tensors);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void picture_ofFloats_isAPngAsTheJdkReadsIt(boolean channelsFirst) throws IOException {
    // Two pixels wide, one high: red, then half grey.
    float[] last = {1, 0, 0, 0.5f, 0.5f, 0.5f};
    float[] first = {1, 0.5f, 0, 0.5f, 0, 0.5f};
    server.with(
        "m",
        request ->
            List.of(
                channelsFirst
                    ? FakeTriton.response("out", "FP32", TritonProviderTest.floats(first), 3, 1, 2)
                    : FakeTriton.response(
                        "out", "FP32", TritonProviderTest.floats(last), 1, 1, 2, 3)),
        "PROMPT BYTES 1",
        "w INT32 1",
        "h INT32 1");
    GenerationRequest.Image request =
        new GenerationRequest.Image(
            Prompt.of(new TargetModel("m"), "a boat"),
            Optional.of(new PixelSize(2, 1)),
            1,
            Optional.empty(),
            OptionalInt.of(20),
            OptionalDouble.empty(),
            OptionalLong.of(7),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            List.of());

    CollectingSubscriber stream =
        run(
            model(Ability.IMAGE, "out", Map.of("prompt", "PROMPT", "width", "w", "height", "h")),
            request);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(stream.media(0)));
    assertThat(image.getWidth()).isEqualTo(2);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff808080);
    assertThat(sent("w").toByteArray()).containsExactly(2, 0, 0, 0);
    assertThat(accepted(stream).translations())
        .extracting(Translation::parameter)
        .containsExactly("image.steps", "image.seed");
    assertThat(stream.finished().orElseThrow().usage().value(UsageUnit.PIXELS)).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "0,2,3", "2,2,5", "1000000,1000000,3"})
  void picture_ofAnotherShape_isMalformed(String shape) {
    long[] sides = java.util.Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    server.with(
        "m",
        request -> List.of(FakeTriton.response("out", "UINT8", ByteString.EMPTY, sides)),
        "text_input BYTES 1");

    CollectingSubscriber stream =
        run(
            model(Ability.IMAGE, "out", Map.of()),
            GenerationRequest.Image.of(Prompt.of(new TargetModel("m"), "a boat")));

    assertThat(failure(stream).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void sound_ofSeveralResponses_isOneWavAsTheJdkReadsIt() throws Exception {
    ByteString half = TritonProviderTest.floats(0, 1, -1, 2);
    server.with(
        "m",
        request ->
            List.of(
                FakeTriton.response("out", "FP32", half, 4),
                FakeTriton.response("out", "FP32", half, 4),
                FakeTriton.last()),
        "text_input BYTES 1");

    CollectingSubscriber stream =
        run(
            TritonProviderTest.model(Ability.SPEECH, true, "out", Map.of()),
            GenerationRequest.Audio.of(
                Prompt.of(new TargetModel("m"), "hello"), GenerationRequest.AudioKind.SPEECH));

    try (AudioInputStream sound =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(stream.media(0)))) {
      assertThat(sound.getFormat().getSampleRate()).isEqualTo(16_000);
      assertThat(sound.getFrameLength()).isEqualTo(8);
      assertThat(sound.readNBytes(8))
          .as("0, highest, lowest but one, cut to the highest; little-endian")
          .containsExactly(0, 0, 0xff, 0x7f, 0x01, 0x80, 0xff, 0x7f);
    }
  }

  @Test
  void vectors_ofSeveralTexts_areTheRows() {
    server.with(
        "m",
        request ->
            List.of(
                FakeTriton.response("out", "FP32", TritonProviderTest.floats(1, 2, 3, 4), 2, 2)),
        "text_input BYTES -1 1");

    CollectingSubscriber stream =
        run(
            model(Ability.EMBEDDING, "out", Map.of()),
            new GenerationRequest.Embedding(
                new Prompt(
                    new TargetModel("m"),
                    List.of(Message.user("a"), Message.user("b")),
                    List.of(),
                    Map.of()),
                OptionalInt.empty()));

    List<Float> firsts = new ArrayList<>();
    for (GenerationEvent event : stream.events()) {
      if (event instanceof GenerationEvent.Vector vector) {
        firsts.add(vector.values().get(0));
      }
    }
    assertThat(firsts).containsExactly(1f, 3f);
    assertThat(server.asked.peek().getInputs(0).getShapeList()).containsExactly(2L, 1L);
  }

  @Test
  void version_configured_isAskedFor() {
    server.with("m", request -> List.of(FakeTriton.text("a"), FakeTriton.last()), VLLM);
    TritonModel second =
        new TritonModel(
            List.of(Ability.TEXT),
            Optional.of("2"),
            true,
            Optional.empty(),
            "text_output",
            Optional.empty(),
            PixelRange.ZERO_TO_ONE,
            Optional.empty());

    run(second, text("m"));

    assertThat(server.asked.peek().getModelVersion()).isEqualTo("2");
  }

  @Test
  void finalMark_onTheLastPiece_endsTheStream() {
    ModelStreamInferResponse piece = FakeTriton.text("a");
    server.with(
        "silent",
        request ->
            List.of(
                piece.toBuilder()
                    .setInferResponse(
                        piece.getInferResponse().toBuilder()
                            .putParameters(
                                "triton_final_response",
                                InferParameter.newBuilder().setBoolParam(true).build()))
                    .build()),
        VLLM);

    assertThat(run(TritonModel.TEXT, text("silent")).text()).isEqualTo("a");
  }
}
