package io.colophon.provider.vendors.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.vendors.taking.Taken;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GeminiTextTest {
  private static final String STREAM = "/v1beta/models/m:streamGenerateContent";
  private final HttpDouble upstream = HttpDouble.start();
  private Provider provider;

  GeminiTextTest() {
    provider = provider(GeminiConfig.StreamForm.SSE);
  }

  private Provider provider(GeminiConfig.StreamForm form) {
    return new GeminiFactory()
        .create(
            "g", GeminiDouble.config(upstream, form, GeminiConfig.Thinking.LEVEL), Taken.context());
  }

  @BeforeEach
  void answer() {
    upstream.on(
        "POST",
        STREAM,
        Answer.events(
                GeminiDouble.event(GeminiDouble.text("A lake ")),
                GeminiDouble.event(GeminiDouble.last("is 湖 deep.", "STOP")))
            .cutEvery(7));
  }

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  private static GenerationRequest.Text ask(Map<String, Object> extensions, Message... messages) {
    return GenerationRequest.Text.of(
        new Prompt(new TargetModel("m"), List.of(messages), List.of(), extensions));
  }

  private static GenerationRequest.Text ask() {
    return ask(Map.of(), Message.user("How deep?"));
  }

  @Test
  void generate_eventStreamCutAnywhere_textUsageAndServedModel() {
    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.text()).isEqualTo("A lake is 湖 deep.");
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).model().orElseThrow().name())
        .isEqualTo("gemini-x-001");
    GenerationEvent.Finished finished = taken.finished();
    assertThat(finished.reason()).isEqualTo(FinishReason.STOP);
    assertThat(finished.usage().value(UsageUnit.INPUT_TOKENS)).hasValue(9);
    assertThat(finished.usage().value(UsageUnit.CACHE_READ_TOKENS)).hasValue(4);
    assertThat(finished.usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(12);
    assertThat(finished.usage().value(UsageUnit.REASONING_TOKENS)).hasValue(7);
    assertThat(finished.usage().value(UsageUnit.CACHE_WRITE_TOKENS)).isEmpty();
    assertThat(upstream.requests().get(0).query()).isEqualTo("alt=sse");
    assertThat(upstream.requests().get(0).header("x-goog-api-key")).isEqualTo(GeminiDouble.KEY);
  }

  @Test
  void generate_growingArrayCutAnywhere_sameText() {
    provider.close();
    provider = provider(GeminiConfig.StreamForm.ARRAY);
    upstream.on(
        "POST",
        STREAM,
        Answer.json(
                "[" + GeminiDouble.text("a]}") + "\n,\r\n" + GeminiDouble.last("b", "STOP") + "]")
            .cutEvery(3));

    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.text()).isEqualTo("a]}b");
    assertThat(taken.finished().usage().value(UsageUnit.INPUT_TOKENS)).hasValue(9);
    assertThat(upstream.requests().get(0).query()).isEmpty();
  }

  @Test
  void generate_streamOff_oneCallOfGenerateContent() {
    provider.close();
    provider = provider(GeminiConfig.StreamForm.OFF);
    upstream.on(
        "POST",
        "/v1beta/models/m:generateContent",
        Answer.json(GeminiDouble.last("all", "MAX_TOKENS")));

    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.text()).isEqualTo("all");
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void generate_everyParameter_standsWhereTheApiWantsIt() {
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
                        List.of(
                            new Part.ToolCall("c1__thought__sig", "depth", "{\"lake\":\"A\"}"),
                            new Part.ToolCall("c2", "depth", "{}"))),
                    new Message(
                        Message.Role.TOOL, List.of(new Part.ToolResult("c1__thought__sig", "3"))),
                    new Message(
                        Message.Role.TOOL, List.of(new Part.ToolResult("c2", "{\"metres\":4}")))),
                List.of(),
                Map.of(
                    "top_k",
                    40,
                    "presence_penalty",
                    0.5,
                    "reasoning_effort",
                    "low",
                    "tool_choice",
                    Map.of("function", Map.of("name", "depth")),
                    "safety_settings",
                    List.of(Map.of("category", "C", "threshold", "OFF")))),
            OptionalInt.of(16),
            OptionalDouble.of(0),
            OptionalDouble.of(0.9),
            List.of("X"),
            OptionalLong.of(7),
            Optional.of("{\"type\":\"object\"}"),
            List.of(new GenerationRequest.Tool("depth", "How deep.", "{\"type\":\"object\"}")));

    Taken taken = Taken.whole(provider.generate(request, Taken.options()));

    assertThat(taken.finished().reason()).isEqualTo(FinishReason.STOP);
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations()).isEmpty();
    JsonNode expected =
        Json.read(
            """
            {"contents":[
              {"role":"user","parts":[{"text":"Look."},
                {"inlineData":{"mimeType":"image/png","data":"AQID"}}]},
              {"role":"model","parts":[
                {"functionCall":{"name":"depth","args":{"lake":"A"}},"thoughtSignature":"sig"},
                {"functionCall":{"name":"depth","args":{}},
                 "thoughtSignature":"skip_thought_signature_validator"}]},
              {"role":"user","parts":[
                {"functionResponse":{"name":"depth","response":{"output":3}}},
                {"functionResponse":{"name":"depth","response":{"metres":4}}}]}],
             "systemInstruction":{"parts":[{"text":"Be brief."}]},
             "tools":[{"functionDeclarations":[{"name":"depth","description":"How deep.",
               "parametersJsonSchema":{"type":"object"}}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["depth"]}},
             "safetySettings":[{"category":"C","threshold":"OFF"}],
             "generationConfig":{"maxOutputTokens":16,"temperature":0.0,"topP":0.9,"seed":7,
               "topK":40,"presencePenalty":0.5,"stopSequences":["X"],
               "responseMimeType":"application/json","responseJsonSchema":{"type":"object"},
               "thinkingConfig":{"thinkingLevel":"low"}}}
            """);
    assertThat(Json.read(upstream.requests().get(0).body())).isEqualTo(expected);
  }

  @Test
  void generate_toolCalls_wholeCallsWithIdsThatCarrySignatures() {
    upstream.on(
        "POST",
        STREAM,
        Answer.events(
            GeminiDouble.event(
                """
                {"candidates":[{"content":{"role":"model","parts":[\
                {"thought":true,"text":"hm"},\
                {"functionCall":{"name":"depth","args":{"lake":"A"}},"thoughtSignature":"s1"},\
                {"functionCall":{"name":"depth"}}]},"finishReason":"STOP"}]}\
                """)));

    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.all(GenerationEvent.ToolCall.class))
        .containsExactly(
            new GenerationEvent.ToolCall("call_g1_0__thought__s1", "depth", "{\"lake\":\"A\"}"),
            new GenerationEvent.ToolCall("call_g1_1", "depth", "{}"));
    assertThat(taken.text()).isEmpty();
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(taken.finished().usage().quantities()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"SAFETY", "RECITATION", "PROHIBITED_CONTENT", "SPII", "BLOCKLIST"})
  void generate_policyStops_contentFiltered(String reason) {
    upstream.on(
        "POST", STREAM, Answer.events(GeminiDouble.event(GeminiDouble.last("So far", reason))));

    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.text()).isEqualTo("So far");
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void generate_promptBlocked_contentRefused() {
    upstream.on(
        "POST",
        STREAM,
        Answer.events(
            GeminiDouble.event(
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{}}")));

    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.failed(FailureKind.CONTENT_REFUSED)).hasMessageContaining("SAFETY");
    assertThat(taken.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, INVALID_REQUEST",
    "400, FAILED_PRECONDITION, UNSUPPORTED",
    "401, UNAUTHENTICATED, CREDENTIAL_REJECTED",
    "403, PERMISSION_DENIED, CREDENTIAL_REJECTED",
    "404, NOT_FOUND, MODEL_UNAVAILABLE",
    "429, RESOURCE_EXHAUSTED, RATE_LIMITED",
    "500, INTERNAL, INTERNAL",
    "503, UNAVAILABLE, OVERLOADED",
    "504, DEADLINE_EXCEEDED, TIMED_OUT"
  })
  void generate_errorStatus_itsKind(int status, String word, FailureKind kind) {
    upstream.on(
        "POST",
        STREAM,
        Answer.json(
            status,
            "{\"error\":{\"code\":%d,\"message\":\"m\",\"status\":\"%s\"}}"
                .formatted(status, word)));

    Taken.whole(provider.generate(ask(), Taken.options())).failed(kind);
  }

  @Test
  void generate_rateLimitWithRetryInfoInAnArray_waitsAsTold() {
    upstream.on(
        "POST",
        STREAM,
        Answer.json(
            429,
            """
            [{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.074824224s"}]}}]
            """));

    assertThat(
            Taken.whole(provider.generate(ask(), Taken.options()))
                .failed(FailureKind.RATE_LIMITED)
                .retryAfter())
        .contains(Duration.ofMillis(34_074));
  }

  @Test
  void generate_invalidKeyWithStatus400_credentialRejectedAndNotShown() {
    upstream.on(
        "POST",
        STREAM,
        Answer.json(
            400,
            """
            {"error":{"code":400,"message":"API key not valid: key-of-the-test.",
             "status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}\
            """));

    assertThat(
            Taken.whole(provider.generate(ask(), Taken.options()))
                .failed(FailureKind.CREDENTIAL_REJECTED)
                .getMessage())
        .doesNotContain(GeminiDouble.KEY);
  }

  @Test
  void generate_errorWithinTheStream_failsAfterTheText() {
    upstream.on(
        "POST",
        STREAM,
        Answer.events(
            GeminiDouble.event(GeminiDouble.text("Half")),
            GeminiDouble.event(
                "{\"error\":{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}}")));

    Taken taken = Taken.whole(provider.generate(ask(), Taken.options()));

    assertThat(taken.text()).isEqualTo("Half");
    taken.failed(FailureKind.OVERLOADED);
  }

  @Test
  void generate_streamEndsWithoutFinishReason_unreachable() {
    upstream.on("POST", STREAM, Answer.events(GeminiDouble.event(GeminiDouble.text("Half"))));

    Taken.whole(provider.generate(ask(), Taken.options())).failed(FailureKind.UNREACHABLE);
  }

  @Test
  void generate_notJson_malformed() {
    upstream.on("POST", STREAM, Answer.events("data: {\"candidates\":\r\n\r\n"));

    Taken.whole(provider.generate(ask(), Taken.options())).failed(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void generate_cancelled_upstreamSeesTheConnectionGo() throws InterruptedException {
    upstream.on(
        "POST", STREAM, Answer.events(GeminiDouble.event(GeminiDouble.text("Half"))).stall());
    CollectingSubscriber taker = Taken.start(provider.generate(ask(), Taken.options()));
    assertThat(taker.awaitEvents(2, Duration.ofSeconds(30))).isTrue();

    taker.cancel();

    assertThat(upstream.awaitClosedByPeer(30_000)).isTrue();
  }

  @Test
  void generate_toolResultWithoutCall_invalidRequestAndNothingSent() {
    Taken taken =
        Taken.whole(
            provider.generate(
                ask(
                    Map.of(),
                    new Message(Message.Role.TOOL, List.of(new Part.ToolResult("x", "1")))),
                Taken.options()));

    taken.failed(FailureKind.INVALID_REQUEST);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void config_bothCredentials_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GeminiConfig(
                    URI.create("https://example.org"),
                    Optional.of(new Secret("a")),
                    Optional.of(new Secret("b")),
                    GeminiConfig.StreamForm.SSE,
                    GeminiConfig.Thinking.LEVEL,
                    Duration.ofSeconds(5),
                    Timeouts.DEFAULTS,
                    ConnectionConfig.DEFAULTS,
                    Optional.empty()))
        .withMessageContaining("api-key and access-token");
  }
}
