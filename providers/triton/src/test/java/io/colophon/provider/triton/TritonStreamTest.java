package io.colophon.provider.triton;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import inference.InferParameter;
import inference.ModelInferRequest;
import inference.ModelStreamInferResponse;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TritonStreamTest extends TritonTrial {
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
