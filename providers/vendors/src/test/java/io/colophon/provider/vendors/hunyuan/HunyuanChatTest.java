package io.colophon.provider.vendors.hunyuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeClock;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.pieces.Trial;
import java.nio.ByteBuffer;
import java.time.Instant;
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

class HunyuanChatTest {
  private final Trial trial =
      new Trial(
          new FakeClock(Instant.parse("2026-11-21T23:59:59Z")),
          (upstream, context) -> HunyuanDouble.open(upstream, context));

  @AfterEach
  void close() {
    trial.close();
  }

  private void answers(Answer... answers) {
    HunyuanDouble.on(trial.upstream(), Map.of("ChatCompletions", List.of(answers)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 4096})
  void stream_cutAnywhere_givesTextAndLastCounts(int bytes) {
    answers(Answer.events(HunyuanDouble.hello()).cutEvery(bytes));

    CollectingSubscriber answer = trial.whole(Trial.text("多深?"));

    assertThat(answer.text()).isEqualTo("水很深");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.STOP);
    assertThat(Trial.counts(answer))
        .containsOnly(
            Map.entry("input_tokens", 5L),
            Map.entry("output_tokens", 3L),
            Map.entry("cache_read_tokens", 4L));
  }

  @Test
  void request_isSignedForTheDayOfTheClock() {
    answers(Answer.events(HunyuanDouble.hello()));

    trial.whole(Trial.text("x"));

    Request sent = trial.upstream().requests().get(0);
    assertThat(sent.header("x-tc-version")).isEqualTo("2023-09-01");
    assertThat(sent.header("x-tc-region")).isEqualTo("ap-guangzhou");
    assertThat(sent.header("x-tc-timestamp")).isEqualTo("1795305599");
    assertThat(sent.header("authorization"))
        .matches(
            "TC3-HMAC-SHA256 Credential=AKID1/2026-11-21/hunyuan/tc3_request, "
                + "SignedHeaders=content-type;host, Signature=[0-9a-f]{64}");
  }

  @Test
  void request_allParameters_areInTheVendorsShape() {
    answers(
        Answer.events(
            HunyuanDouble.event(
                "\"Content\":\"\",\"ToolCalls\":[{\"Index\":0,\"Id\":\"c9\",\"Type\":\"function\","
                    + "\"Function\":{\"Name\":\"depth\",\"Arguments\":\"{\\\"lake\\\":\"}}]",
                "",
                "{}"),
            HunyuanDouble.event(
                "\"ToolCalls\":[{\"Index\":0,\"Id\":\"\",\"Function\":{\"Name\":\"\","
                    + "\"Arguments\":\"\\\"Baikal\\\"}\"}}]",
                "tool_calls",
                "{}"),
            "data: [DONE]\n\n"));
    Prompt prompt =
        new Prompt(
            new TargetModel("hunyuan-x"),
            List.of(
                Message.of(Message.Role.SYSTEM, "Be brief."),
                new Message(
                    Message.Role.USER,
                    List.of(
                        new Part.Text("How deep?"),
                        new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3})))),
                new Message(
                    Message.Role.ASSISTANT, List.of(new Part.ToolCall("c1", "depth", "{}"))),
                new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "1642")))),
            List.of(),
            Map.of(
                "tool_choice",
                Map.of("type", "function", "function", Map.of("name", "depth")),
                "top_k",
                3));

    CollectingSubscriber answer =
        trial.whole(
            new GenerationRequest.Text(
                prompt,
                OptionalInt.of(64),
                OptionalDouble.of(1.5),
                OptionalDouble.of(0.5),
                List.of("END"),
                OptionalLong.of(7),
                Optional.empty(),
                List.of(new GenerationRequest.Tool("depth", "tells", "{\"type\":\"object\"}"))));

    assertThat(Trial.calls(answer)).containsExactly("c9 depth {\"lake\":\"Baikal\"}");
    assertThat(Trial.counts(answer)).isEmpty();
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("text.max_tokens DROPPED", "extensions.top_k DROPPED");
    String tool =
        """
        {"Type":"function","Function":{"Name":"depth","Description":"tells",
        "Parameters":"{\\"type\\":\\"object\\"}"}}\
        """;
    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"Model":"hunyuan-x","Messages":[{"Role":"system","Content":"Be brief."},
                {"Role":"user","Contents":[{"Type":"text","Text":"How deep?"},
                 {"Type":"image_url","ImageUrl":{"Url":"data:image/png;base64,AQID"}}]},
                {"Role":"assistant","Content":"","ToolCalls":[{"Id":"c1","Type":"function",
                 "Function":{"Name":"depth","Arguments":"{}"}}]},
                {"Role":"tool","ToolCallId":"c1","Content":"1642"}],
                "Stream":true,"Temperature":1.5,"TopP":0.5,"Seed":7,"Stop":["END"],
                "Tools":[%1$s],"ToolChoice":"custom","CustomTool":%1$s}
                """
                    .formatted(tool)));
  }

  @ParameterizedTest
  @CsvSource({
    "AuthFailure.SignatureFailure, CREDENTIAL_REJECTED",
    "UnauthorizedOperation, CREDENTIAL_REJECTED",
    "RequestLimitExceeded, RATE_LIMITED",
    "LimitExceeded.JobNumExceed, RATE_LIMITED",
    "FailedOperation.EngineServerLimitExceeded, OVERLOADED",
    "FailedOperation.EngineRequestTimeout, TIMED_OUT",
    "FailedOperation.ResourcePackExhausted, ACCOUNT_EXHAUSTED",
    "FailedOperation.ServiceStopArrears, ACCOUNT_EXHAUSTED",
    "ResourceUnavailable.LowBalance, ACCOUNT_EXHAUSTED",
    "OperationDenied.TextIllegalDetected, CONTENT_REFUSED",
    "InvalidParameterValue.Model, MODEL_UNAVAILABLE",
    "InvalidParameter, INVALID_REQUEST",
    "InternalError, INTERNAL",
    "SomethingNew, INTERNAL"
  })
  void error_within200_isWhatTheCodeSays(String code, FailureKind kind) {
    answers(HunyuanDouble.error(code, "words about AKID1"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.getMessage()).startsWith("code " + code);
    if (kind == FailureKind.CREDENTIAL_REJECTED) {
      assertThat(failure.getMessage()).doesNotContain("AKID1");
    }
  }

  @Test
  void error_withinTheStream_endsIt() {
    answers(
        Answer.events(
            HunyuanDouble.hello()[0],
            "data: {\"Choices\":[],\"ErrorMsg\":{\"Msg\":\"broke\",\"Code\":2003}}\n\n"));

    CollectingSubscriber answer = trial.run(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(Trial.failure(answer).kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(Trial.failure(answer)).hasMessage("code 2003");
  }

  @Test
  void stream_isCutByPolicy_endsAsFiltered() {
    answers(
        Answer.events(
            HunyuanDouble.hello()[0],
            HunyuanDouble.event("\"Content\":\"\"", "sensitive", "{\"PromptTokens\":5}")));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void stream_endsWithoutReason_isUnreachable() {
    answers(Answer.events(HunyuanDouble.hello()[0]));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void answer_isNoWrapper_isMalformed() {
    answers(Answer.json("{\"hello\":1}"));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void gatewayInBetween_answers503_isOverloaded() {
    answers(Answer.of(503).header("content-type", "text/html").write("<html>busy</html>"));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.OVERLOADED);
  }
}
