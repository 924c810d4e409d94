package io.colophon.provider.vendors.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.vendors.taking.Taken;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaTest {
  private final HttpDouble upstream = HttpDouble.start();
  private final Provider provider =
      new OllamaFactory().create("o", OllamaDouble.config(upstream), Taken.context());

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  private static GenerationRequest.Text ask(Map<String, Object> extensions, Message... messages) {
    return GenerationRequest.Text.of(
        new Prompt(new TargetModel("m"), List.of(messages), List.of(), extensions));
  }

  private Taken ask() {
    return Taken.whole(provider.generate(ask(Map.of(), Message.user("Hi")), Taken.options()));
  }

  @Test
  void generate_linesCutAnywhere_textAndCountsOfTheLastLine() {
    upstream.on(
        "POST",
        "/api/chat",
        OllamaDouble.lines(
                OllamaDouble.piece("A 湖 "), OllamaDouble.piece("is deep."), OllamaDouble.LAST)
            .cutEvery(3));

    Taken taken = ask();

    assertThat(taken.text()).isEqualTo("A 湖 is deep.");
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.STOP);
    Usage usage = taken.finished().usage();
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(26);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(298);
    // 382,712,000 ns for the prompt and 4,196,918,000 ns for the answer, on one accelerator.
    assertThat(usage.value(UsageUnit.ACCELERATOR_MILLIS)).hasValue(4_580);
    assertThat(usage.value(UsageUnit.REASONING_TOKENS)).isEmpty();
  }

  @Test
  void generate_promptCountLeftOutAndExplicitZero_unreportedAndZero() {
    upstream.on(
        "POST",
        "/api/chat",
        OllamaDouble.lines(
            "{\"model\":\"m\",\"message\":{\"content\":\"x\"},\"done\":true,"
                + "\"done_reason\":\"length\",\"eval_count\":0}"));

    Taken taken = ask();

    assertThat(taken.finished().reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(taken.finished().usage().value(UsageUnit.INPUT_TOKENS)).isEmpty();
    assertThat(taken.finished().usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
    assertThat(taken.finished().usage().value(UsageUnit.ACCELERATOR_MILLIS)).isEmpty();
  }

  @Test
  void generate_everyParameter_standsWhereTheApiWantsIt() {
    upstream.on("POST", "/api/chat", OllamaDouble.lines(OllamaDouble.LAST));
    GenerationRequest.Text request =
        new GenerationRequest.Text(
            new Prompt(
                new TargetModel("m"),
                List.of(
                    Message.of(Message.Role.SYSTEM, "Be brief."),
                    new Message(
                        Message.Role.USER,
                        List.of(
                            new Part.Text("Look."),
                            new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3})))),
                    new Message(
                        Message.Role.ASSISTANT,
                        List.of(new Part.ToolCall("c1", "depth", "{\"lake\":\"A\"}"))),
                    new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "3")))),
                List.of(),
                Map.of("top_k", 40, "reasoning_effort", "low", "options", Map.of("num_gpu", 1))),
            OptionalInt.of(16),
            OptionalDouble.of(0),
            OptionalDouble.of(0.9),
            List.of("X"),
            OptionalLong.of(7),
            Optional.of("{\"type\":\"object\"}"),
            List.of(new GenerationRequest.Tool("depth", "How deep.", "{\"type\":\"object\"}")));

    Taken taken = Taken.whole(provider.generate(request, Taken.options()));

    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations()).isEmpty();
    assertThat(Json.read(upstream.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"model":"m","stream":true,"messages":[
                  {"role":"system","content":"Be brief."},
                  {"role":"user","images":["AQID"],"content":"Look."},
                  {"role":"assistant","tool_calls":[{"function":{"name":"depth",
                    "arguments":{"lake":"A"}}}],"content":""},
                  {"role":"tool","content":"3","tool_name":"depth"}],
                 "tools":[{"type":"function","function":{"name":"depth","description":"How deep.",
                   "parameters":{"type":"object"}}}],
                 "format":{"type":"object"},"think":"low","keep_alive":"5m",
                 "options":{"num_ctx":8192,"num_gpu":1,"num_predict":16,"temperature":0.0,
                   "top_p":0.9,"seed":7,"stop":["X"],"top_k":40}}
                """));
  }

  @Test
  void generate_toolCall_wholeCallAndItsReason() {
    upstream.on(
        "POST",
        "/api/chat",
        OllamaDouble.lines(
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":"
                + "\"hm\",\"tool_calls\":[{\"function\":{\"name\":\"depth\",\"arguments\":"
                + "{\"lake\":\"A\"}}}]},\"done\":false}",
            OllamaDouble.LAST));

    Taken taken = ask();

    assertThat(taken.all(GenerationEvent.ToolCall.class))
        .containsExactly(new GenerationEvent.ToolCall("call_g1_0", "depth", "{\"lake\":\"A\"}"));
    assertThat(taken.text()).isEmpty();
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @Test
  void generate_errorLineWithinTheStream_failsAfterTheText() {
    upstream.on(
        "POST",
        "/api/chat",
        OllamaDouble.lines(
            OllamaDouble.piece("Half"),
            "{\"error\":\"an error was encountered while running the model: secret prompt\"}"));

    Taken taken = ask();

    assertThat(taken.text()).isEqualTo("Half");
    assertThat(taken.failed(FailureKind.INTERNAL)).hasMessage("error in the answer");
  }

  @ParameterizedTest
  @CsvSource({
    "404, model 'x' not found, MODEL_UNAVAILABLE",
    "400, registry.ollama.ai/library/x does not support tools, UNSUPPORTED",
    "400, invalid format, INVALID_REQUEST",
    "401, unauthorized, CREDENTIAL_REJECTED",
    "503, 'server busy, please try again. maximum pending requests exceeded', OVERLOADED",
    "500, llama runner process has terminated, INTERNAL",
    "500, model requires more system memory (9 GiB) than is available, OVERLOADED"
  })
  void generate_errorAnswer_itsKind(int status, String sentence, FailureKind kind) {
    upstream.on("POST", "/api/chat", Answer.json(status, "{\"error\":\"" + sentence + "\"}"));

    ask().failed(kind);
  }

  @Test
  void generate_rateLimitOfTheCloud_waitsAsTold() {
    upstream.on(
        "POST",
        "/api/chat",
        Answer.json(429, "{\"error\":\"too many requests\"}").header("retry-after", "12"));

    assertThat(ask().failed(FailureKind.RATE_LIMITED).retryAfter())
        .contains(Duration.ofSeconds(12));
  }

  @Test
  void generate_streamEndsWithoutLastLine_unreachable() {
    upstream.on("POST", "/api/chat", OllamaDouble.lines(OllamaDouble.piece("Half")));

    ask().failed(FailureKind.UNREACHABLE);
  }

  @Test
  void generate_lineIsNotJson_malformed() {
    upstream.on("POST", "/api/chat", OllamaDouble.lines("{\"model\":"));

    ask().failed(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void generate_cancelled_upstreamSeesTheConnectionGo() throws InterruptedException {
    upstream.on("POST", "/api/chat", OllamaDouble.lines(OllamaDouble.piece("Half")).stall());
    CollectingSubscriber taker =
        Taken.start(provider.generate(ask(Map.of(), Message.user("Hi")), Taken.options()));
    assertThat(taker.awaitEvents(2, Duration.ofSeconds(30))).isTrue();

    taker.cancel();

    assertThat(upstream.awaitClosedByPeer(30_000)).isTrue();
  }

  @Test
  void generate_soundAmongTheInputs_unsupported() {
    Taken taken =
        Taken.whole(
            provider.generate(
                ask(
                    Map.of(),
                    new Message(
                        Message.Role.USER,
                        List.of(new Part.Media("audio/wav", ByteBuffer.allocate(1))))),
                Taken.options()));

    assertThat(taken.failed(FailureKind.UNSUPPORTED)).hasMessageContaining("audio/wav");
  }

  @Test
  void config_negativeAccelerators_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OllamaDouble.config(upstream, -1))
        .withMessage("accelerators is -1, expected 0 to 1024");
  }
}
