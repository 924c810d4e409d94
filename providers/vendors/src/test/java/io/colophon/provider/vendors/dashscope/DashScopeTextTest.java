package io.colophon.provider.vendors.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.pieces.Trial;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are as documented at help.aliyun.com/zh/model-studio, interface reference of Qwen. */
class DashScopeTextTest {
  private static final String TEXT = "/api/v1/services/aigc/text-generation/generation";
  private static final String MULTIMODAL = "/api/v1/services/aigc/multimodal-generation/generation";

  private final Trial trial = new Trial(Deployments::open);

  @AfterEach
  void close() {
    trial.close();
  }

  private static String event(int id, String content, String reason, String usage) {
    return "id:"
        + id
        + "\n"
        + "event:result\n"
        + ":HTTP_STATUS/200\n"
        + "data:{\"output\":{\"choices\":[{\"message\":{\"content\":"
        + content
        + ",\"role\":\"assistant\"},\"finish_reason\":\""
        + reason
        + "\"}]},\"usage\":"
        + usage
        + ",\"request_id\":\"r-1\"}\n\n";
  }

  private static String[] hello() {
    return new String[] {
      event(1, "\"水\"", "null", "{\"total_tokens\":26,\"output_tokens\":1,\"input_tokens\":25}"),
      event(2, "\"很深\"", "null", "{\"total_tokens\":28,\"output_tokens\":3,\"input_tokens\":25}"),
      event(
          3,
          "\"\"",
          "stop",
          "{\"total_tokens\":34,\"output_tokens\":9,\"input_tokens\":25,"
              + "\"prompt_tokens_details\":{\"cached_tokens\":0},"
              + "\"output_tokens_details\":{\"reasoning_tokens\":6}}")
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 4096})
  void stream_cutAnywhere_givesTextAndLastCounts(int bytes) {
    trial.upstream().on("POST", TEXT, Answer.events(hello()).cutEvery(bytes));

    CollectingSubscriber answer = trial.whole(Trial.text("多深?"));

    assertThat(answer.text()).isEqualTo("水很深");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.STOP);
    assertThat(Trial.counts(answer))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "input_tokens", 25L,
                "output_tokens", 9L,
                "cache_read_tokens", 0L,
                "reasoning_tokens", 6L));
  }

  @Test
  void request_allParameters_areInTheVendorsShape() {
    trial.upstream().on("POST", TEXT, Answer.events(hello()));
    Prompt prompt =
        new Prompt(
            new TargetModel("qwen-x"),
            List.of(
                Message.of(Message.Role.SYSTEM, "Be brief."),
                Message.user("How deep?"),
                new Message(
                    Message.Role.ASSISTANT,
                    List.of(new Part.ToolCall("c1", "depth", "{\"lake\":\"Baikal\"}"))),
                new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "1642")))),
            List.of(),
            Map.of("top_k", 20, "response_format", "json_object", "verbosity", "low"));
    GenerationRequest.Text request =
        new GenerationRequest.Text(
            prompt,
            OptionalInt.of(64),
            OptionalDouble.of(2),
            OptionalDouble.of(0.5),
            List.of("END"),
            OptionalLong.of(-1),
            Optional.empty(),
            List.of(new GenerationRequest.Tool("depth", "tells", "{\"type\":\"object\"}")));

    CollectingSubscriber answer = trial.whole(request);

    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"model":"qwen-x","input":{"messages":[
                {"role":"system","content":"Be brief."},
                {"role":"user","content":"How deep?"},
                {"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function",
                 "function":{"name":"depth","arguments":"{\\"lake\\":\\"Baikal\\"}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"1642"}]},
                "parameters":{"result_format":"message","incremental_output":true,"max_tokens":64,
                "temperature":1.99,"top_p":0.5,"seed":2147483647,"stop":["END"],
                "tools":[{"type":"function","function":{"name":"depth","description":"tells",
                "parameters":{"type":"object"}}}],
                "response_format":{"type":"json_object"},"top_k":20}}
                """));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder(
            "extensions.verbosity DROPPED", "text.temperature CLAMPED", "text.seed CLAMPED");
    Request sent = trial.upstream().requests().get(0);
    assertThat(sent.header("authorization")).isEqualTo("Bearer sk-test");
    assertThat(sent.header("x-dashscope-sse")).isEqualTo("enable");
  }

  @Test
  void picture_inMessage_goesToTheMultimodalInterface() {
    trial
        .upstream()
        .on(
            "POST",
            MULTIMODAL,
            Answer.events(
                event(1, "[{\"text\":\"a boat\"}]", "null", "{\"input_tokens\":300}"),
                event(2, "[]", "stop", "{\"input_tokens\":300,\"output_tokens\":2}")));
    Prompt prompt =
        new Prompt(
            new TargetModel("qwen-vl"),
            List.of(
                new Message(
                    Message.Role.USER,
                    List.of(
                        new Part.Text("What?"),
                        new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}))))),
            List.of(),
            Map.of());

    CollectingSubscriber answer = trial.whole(GenerationRequest.Text.of(prompt));

    assertThat(answer.text()).isEqualTo("a boat");
    assertThat(Trial.counts(answer))
        .containsOnly(Map.entry("input_tokens", 300L), Map.entry("output_tokens", 2L));
    assertThat(trial.lastBody().path("input").path("messages").path(0).path("content"))
        .isEqualTo(Json.read("[{\"text\":\"What?\"},{\"image\":\"data:image/png;base64,AQID\"}]"));
  }

  @Test
  void toolCalls_inPieces_areWhole() {
    String first =
        "\"\",\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
            + "\"function\":{\"name\":\"depth\",\"arguments\":\"{\\\"lake\\\": \"}}]";
    String second =
        "\"\",\"tool_calls\":[{\"index\":0,\"id\":\"\",\"type\":\"function\","
            + "\"function\":{\"arguments\":\"\\\"Baikal\\\"}\"}}]";
    trial
        .upstream()
        .on(
            "POST",
            TEXT,
            Answer.events(
                event(1, first, "null", "{}"),
                event(2, second, "null", "{}"),
                event(3, "\"\"", "tool_calls", "{\"input_tokens\":9,\"output_tokens\":4}")));

    CollectingSubscriber answer = trial.whole(Trial.text("How deep?"));

    assertThat(Trial.calls(answer)).containsExactly("call_1 depth {\"lake\": \"Baikal\"}");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource({
    "429, Throttling.RateQuota, RATE_LIMITED",
    "429, Throttling.AllocationQuota, RATE_LIMITED",
    "400, DataInspectionFailed, CONTENT_REFUSED",
    "400, data_inspection_failed, CONTENT_REFUSED",
    "400, Arrearage, ACCOUNT_EXHAUSTED",
    "403, AllocationQuota.FreeTierOnly, ACCOUNT_EXHAUSTED",
    "403, AccessDenied.Unpurchased, ACCOUNT_EXHAUSTED",
    "401, InvalidApiKey, CREDENTIAL_REJECTED",
    "403, Model.AccessDenied, CREDENTIAL_REJECTED",
    "404, ModelNotFound, MODEL_UNAVAILABLE",
    "503, ModelUnavailable, OVERLOADED",
    "500, RequestTimeOut, TIMED_OUT",
    "500, InternalError.Algo, INTERNAL",
    "400, InvalidParameter, INVALID_REQUEST",
    "418, SomethingNew, INVALID_REQUEST"
  })
  void error_beforeTheStream_isWhatTheCodeSays(int status, String code, FailureKind kind) {
    String body = "{\"code\":\"" + code + "\",\"message\":\"sk-test words\",\"request_id\":\"r\"}";
    trial.upstream().on("POST", TEXT, Answer.json(status, body).header("retry-after", "7"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.getMessage()).contains(code);
    if (kind == FailureKind.CREDENTIAL_REJECTED) {
      assertThat(failure.getMessage()).doesNotContain("sk-test");
    }
  }

  @Test
  void error_withinTheStream_endsIt() {
    trial
        .upstream()
        .on(
            "POST",
            TEXT,
            Answer.events(
                hello()[0],
                "id:2\n"
                    + "event:error\n"
                    + ":HTTP_STATUS/429\n"
                    + "data:{\"code\":\"Throttling\",\"message\":\"slow\",\"request_id\":\"r\"}\n\n"));

    CollectingSubscriber answer = trial.run(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(Trial.failure(answer).kind()).isEqualTo(FailureKind.RATE_LIMITED);
  }

  @Test
  void policy_cutsOutputUnderWay_endsAsFilteredWithPartialCounts() {
    trial
        .upstream()
        .on(
            "POST",
            TEXT,
            Answer.events(
                hello()[0],
                "event:error\n:HTTP_STATUS/400\n"
                    + "data:{\"code\":\"DataInspectionFailed\",\"message\":\"m\"}\n\n"));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
    assertThat(answer.finished().orElseThrow().usage().of(UsageUnit.OUTPUT_TOKENS))
        .isEqualTo(new Quantity.Known(1, Quantity.Source.PROVIDER_PARTIAL));
  }

  @Test
  void policy_refusesTheInput_isContentRefused() {
    trial
        .upstream()
        .on(
            "POST",
            TEXT,
            Answer.events("event:error\ndata:{\"code\":\"DataInspectionFailed\"}\n\n"));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void stream_endsWithoutReason_isUnreachable() {
    trial.upstream().on("POST", TEXT, Answer.events(hello()[0]));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void answer_isWholeThoughAStreamWasAskedFor_isRead() {
    trial
        .upstream()
        .on(
            "POST",
            TEXT,
            Answer.json(
                "{\"output\":{\"choices\":[{\"finish_reason\":\"length\",\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"all\"}}]},"
                    + "\"usage\":{\"input_tokens\":3}}"));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("all");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("input_tokens", 3L));
  }

  @Test
  void event_isNotJson_isMalformed() {
    trial.upstream().on("POST", TEXT, Answer.events("event:result\ndata:{oops\n\n"));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void caller_leaves_closesTheConnection() throws InterruptedException {
    trial.upstream().on("POST", TEXT, Answer.events(hello()[0]).stall());
    CollectingSubscriber answer =
        trial.start(provider -> provider.generate(Trial.text("x"), Trial.options()));
    assertThat(answer.awaitEvents(2, Duration.ofSeconds(60))).isTrue();

    answer.cancel();

    assertThat(trial.upstream().awaitClosedByPeer(30_000)).isTrue();
  }
}
