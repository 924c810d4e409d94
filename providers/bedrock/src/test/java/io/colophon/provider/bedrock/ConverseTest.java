package io.colophon.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
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
import tools.jackson.databind.JsonNode;

class ConverseTest {
  private static final String PATH = "/model/us.nova%3A0/converse-stream";
  private final HttpDouble upstream = HttpDouble.start();
  private int choiceTranslations;
  private final Provider provider =
      new BedrockFactory().create("b", BedrockDouble.config(upstream), Taken.context());

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  private static GenerationRequest.Text ask() {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel("us.nova:0"), "Hi"));
  }

  private Taken taken(Answer answer) {
    upstream.on("POST", PATH, answer);
    return Taken.whole(provider.generate(ask(), Taken.options()));
  }

  @Test
  void generate_messagesCutAnywhere_textAndUsageWithTheCache() {
    Taken taken =
        taken(
            BedrockDouble.stream(
                    BedrockDouble.event("messageStart", "{\"role\":\"assistant\"}"),
                    BedrockDouble.text("A 湖 "),
                    BedrockDouble.text("is deep."),
                    BedrockDouble.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                    BedrockDouble.stop("end_turn"),
                    BedrockDouble.usage(
                        "{\"inputTokens\":4,\"outputTokens\":76,\"totalTokens\":1180,"
                            + "\"cacheReadInputTokens\":1100,\"cacheWriteInputTokens\":0}"))
                .cutEvery(7));

    assertThat(taken.subscriber().text()).isEqualTo("A 湖 is deep.");
    Usage usage = taken.finished().usage();
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.STOP);
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(1_104);
    assertThat(usage.value(UsageUnit.CACHE_READ_TOKENS)).hasValue(1_100);
    assertThat(usage.value(UsageUnit.CACHE_WRITE_TOKENS)).hasValue(0);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(76);
    assertThat(usage.value(UsageUnit.REASONING_TOKENS)).isEmpty();
    Request request = upstream.requests().get(0);
    assertThat(request.header("authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKID");
    assertThat(Json.read(request.body()))
        .isEqualTo(
            Json.read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}"));
  }

  @Test
  void generate_usageBeforeTheEndAndThenNothing_isHandedOnAsPartial() {
    Taken taken =
        taken(
            BedrockDouble.stream(
                    BedrockDouble.event("messageStart", "{\"role\":\"assistant\"}"),
                    BedrockDouble.text("A lake "),
                    BedrockDouble.usage("{\"inputTokens\":4,\"outputTokens\":3}"))
                .close());

    assertThat(taken.subscriber().failure()).isPresent();
    assertThat(taken.all(GenerationEvent.UsedSoFar.class))
        .containsExactly(
            new GenerationEvent.UsedSoFar(
                Usage.from(Quantity.Source.PROVIDER_PARTIAL)
                    .with(UsageUnit.INPUT_TOKENS, 4)
                    .with(UsageUnit.OUTPUT_TOKENS, 3)
                    .build()));
  }

  @Test
  void generate_everyParameter_standsWhereTheApiWantsIt() {
    upstream.on("POST", PATH, BedrockDouble.saying("x"));
    GenerationRequest.Text request =
        new GenerationRequest.Text(
            new Prompt(
                new TargetModel("us.nova:0"),
                List.of(
                    Message.of(Message.Role.SYSTEM, "Be brief."),
                    new Message(
                        Message.Role.USER,
                        List.of(
                            new Part.Text("Look."),
                            new Part.Media("image/jpeg", ByteBuffer.wrap(new byte[] {1, 2, 3})))),
                    new Message(
                        Message.Role.ASSISTANT,
                        List.of(
                            new Part.ToolCall("c1", "depth", "{\"lake\":\"A\"}"),
                            new Part.ToolCall("c2", "depth", "{}"))),
                    new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "3 m"))),
                    new Message(
                        Message.Role.TOOL, List.of(new Part.ToolResult("c2", "{\"metres\":4}")))),
                List.of(),
                Map.of(
                    "tool_choice",
                    "required",
                    "additional_model_request_fields",
                    Map.of("top_k", 40))),
            OptionalInt.of(16),
            OptionalDouble.of(0),
            OptionalDouble.of(0.9),
            List.of("X"),
            OptionalLong.of(7),
            Optional.of("{\"type\":\"object\"}"),
            List.of(new GenerationRequest.Tool("depth", "How deep.", "{\"type\":\"object\"}")));

    Taken taken = Taken.whole(provider.generate(request, Taken.options()));

    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations())
        .extracting("parameter")
        .containsExactly("text.seed");
    assertThat(Json.read(upstream.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"messages":[
                  {"role":"user","content":[{"text":"Look."},
                    {"image":{"format":"jpeg","source":{"bytes":"AQID"}}}]},
                  {"role":"assistant","content":[
                    {"toolUse":{"toolUseId":"c1","name":"depth","input":{"lake":"A"}}},
                    {"toolUse":{"toolUseId":"c2","name":"depth","input":{}}}]},
                  {"role":"user","content":[
                    {"toolResult":{"toolUseId":"c1","content":[{"text":"3 m"}]}},
                    {"toolResult":{"toolUseId":"c2","content":[{"json":{"metres":4}}]}}]}],
                 "system":[{"text":"Be brief."}],
                 "inferenceConfig":{"maxTokens":16,"temperature":0.0,"topP":0.9,
                   "stopSequences":["X"]},
                 "toolConfig":{"tools":[{"toolSpec":{"name":"depth","description":"How deep.",
                     "inputSchema":{"json":{"type":"object"}}}}],"toolChoice":{"any":{}}},
                 "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":
                   {"name":"output","schema":"{\\"type\\":\\"object\\"}"}}}},
                 "additionalModelRequestFields":{"top_k":40}}
                """));
  }

  @Test
  void generate_toolCallInPieces_wholeCall() {
    Taken taken =
        taken(
            BedrockDouble.stream(
                BedrockDouble.event("messageStart", "{\"role\":\"assistant\"}"),
                BedrockDouble.event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"name\":\"depth\","
                        + "\"toolUseId\":\"t1\"}}}"),
                BedrockDouble.event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"la\"}}}"),
                BedrockDouble.event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"ke\\\":1}\"}}}"),
                BedrockDouble.event("contentBlockStop", "{\"contentBlockIndex\":1}"),
                BedrockDouble.stop("tool_use"),
                BedrockDouble.usage("{\"inputTokens\":1,\"outputTokens\":2}")));

    assertThat(taken.all(GenerationEvent.ToolCall.class))
        .containsExactly(new GenerationEvent.ToolCall("t1", "depth", "{\"lake\":1}"));
    assertThat(taken.finished().reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, Too many requests, RATE_LIMITED",
    "serviceUnavailableException, Busy, OVERLOADED",
    "modelStreamErrorException, Broke, INTERNAL",
    "internalServerException, Broke, INTERNAL",
    "validationException, Bad input, INVALID_REQUEST"
  })
  void generate_exceptionWithinTheStream_itsKindAfterTheText(
      String type, String message, FailureKind kind) {
    Taken taken =
        taken(
            BedrockDouble.stream(
                BedrockDouble.event("messageStart", "{\"role\":\"assistant\"}"),
                BedrockDouble.text("Half"),
                BedrockDouble.exception(type, "{\"message\":\"" + message + "\"}")));

    assertThat(taken.subscriber().text()).isEqualTo("Half");
    taken.failed(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "429, ThrottlingException, 'Too many tokens, please wait before trying again.', RATE_LIMITED",
    "429, ModelNotReadyException, Warming up, OVERLOADED",
    "400, ValidationException, The provided model identifier is invalid., MODEL_UNAVAILABLE",
    "400, ValidationException, This model doesn't support tool use., UNSUPPORTED",
    "400, ValidationException, temperature is out of range, INVALID_REQUEST",
    "403, AccessDeniedException, You don't have access to the model with that ID.,"
        + " MODEL_UNAVAILABLE",
    "403, AccessDeniedException, User is not authorized, CREDENTIAL_REJECTED",
    "403, ExpiredTokenException, The security token is expired, CREDENTIAL_REJECTED",
    "408, ModelTimeoutException, Too slow, TIMED_OUT",
    "404, ResourceNotFoundException, None, MODEL_UNAVAILABLE",
    "500, InternalServerException, Broke, INTERNAL",
    "503, ServiceUnavailableException, Busy, OVERLOADED"
  })
  void generate_errorAnswer_itsKind(int status, String type, String message, FailureKind kind) {
    taken(
            Answer.json(status, "{\"message\":\"" + message + "\"}")
                .header(
                    "x-amzn-errortype",
                    type + ":http://internal.amazon.com/coral/com.amazon.bedrock/"))
        .failed(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "stop_sequence, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "guardrail_intervened, CONTENT_FILTERED",
    "content_filtered, CONTENT_FILTERED"
  })
  void generate_stopReason_inOurTerms(String word, FinishReason reason) {
    Taken taken =
        taken(
            BedrockDouble.stream(
                BedrockDouble.text("x"), BedrockDouble.stop(word), BedrockDouble.usage("{}")));

    assertThat(taken.finished().reason()).isEqualTo(reason);
    assertThat(taken.finished().usage().quantities()).isEmpty();
  }

  @Test
  void generate_noMetadata_finishedWithoutUsage() {
    Taken taken =
        taken(BedrockDouble.stream(BedrockDouble.text("x"), BedrockDouble.stop("end_turn")));

    assertThat(taken.finished().usage()).isEqualTo(Usage.UNREPORTED);
  }

  @Test
  void generate_cutBetweenMessages_unreachable() {
    taken(BedrockDouble.stream(BedrockDouble.text("Half"))).failed(FailureKind.UNREACHABLE);
  }

  @Test
  void generate_brokenChecksum_malformed() {
    byte[] message = BedrockDouble.text("x");
    message[message.length - 1] ^= 1;

    taken(BedrockDouble.stream(message)).failed(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void generate_cancelled_upstreamSeesTheConnectionGo() throws InterruptedException {
    upstream.on("POST", PATH, BedrockDouble.stream(BedrockDouble.text("Half")).stall());
    CollectingSubscriber taker = Taken.start(provider.generate(ask(), Taken.options()));
    assertThat(taker.awaitEvents(2, Duration.ofSeconds(30))).isTrue();

    taker.cancel();

    assertThat(upstream.awaitClosedByPeer(30_000)).isTrue();
  }

  private JsonNode bodyWithoutChoice(Message... messages) {
    upstream.on("POST", PATH, BedrockDouble.saying("x"));
    GenerationRequest.Text request =
        new GenerationRequest.Text(
            new Prompt(
                new TargetModel("us.nova:0"),
                List.of(messages),
                List.of(),
                Map.of("tool_choice", "none")),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(),
            OptionalLong.empty(),
            Optional.empty(),
            List.of(new GenerationRequest.Tool("depth", "", "{}")));
    choiceTranslations =
        Taken.whole(provider.generate(request, Taken.options()))
            .all(GenerationEvent.Accepted.class)
            .get(0)
            .translations()
            .size();
    return Json.read(upstream.requests().get(0).body());
  }

  @Test
  void generate_noToolMayBeCalled_noneIsSent() {
    assertThat(bodyWithoutChoice(Message.user("Hi")).has("toolConfig")).isFalse();
    assertThat(choiceTranslations).isZero();
  }

  @Test
  void generate_noToolMayBeCalledButSomeWere_sentAndSaid() {
    JsonNode body =
        bodyWithoutChoice(
            Message.user("Hi"),
            new Message(Message.Role.ASSISTANT, List.of(new Part.ToolCall("c1", "depth", "{}"))),
            new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "3"))));

    assertThat(body.path("toolConfig").path("toolChoice").has("auto")).isTrue();
    assertThat(choiceTranslations).isEqualTo(1);
  }
}
