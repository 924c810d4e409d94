package io.colophon.provider.vendors.minimax;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.pieces.Trial;
import java.nio.ByteBuffer;
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

class MiniMaxChatTest {
  private static final String CHAT = "/v1/text/chatcompletion_v2";

  private final Trial trial =
      new Trial((upstream, context) -> MiniMaxDouble.open(upstream, context, true));

  @AfterEach
  void close() {
    trial.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 4096})
  void stream_thatRepeatsItselfAtTheEnd_givesItsTextOnce(int bytes) {
    trial.upstream().on("POST", CHAT, Answer.events(MiniMaxDouble.hello()).cutEvery(bytes));

    CollectingSubscriber answer = trial.whole(Trial.text("多深?"));

    assertThat(answer.text()).isEqualTo("水很深");
    assertThat(((GenerationEvent.Accepted) answer.events().get(0)).model())
        .contains(new ServedModel("abab"));
    assertThat(Trial.counts(answer))
        .containsOnly(Map.entry("input_tokens", 6L), Map.entry("output_tokens", 3L));
    Request sent = trial.upstream().requests().get(0);
    assertThat(sent.header("authorization")).isEqualTo("Bearer key1");
    assertThat(sent.query()).isEqualTo("GroupId=g+1");
  }

  @Test
  void usage_isOnlyATotal_isNotReported() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                MiniMaxDouble.hello()[0], MiniMaxDouble.repeated("水", "{\"total_tokens\":9}", "")));

    assertThat(Trial.counts(trial.whole(Trial.text("x")))).isEmpty();
  }

  @Test
  void answer_inOnePiece_isRead() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.json(
                MiniMaxDouble.repeated("all", "{\"completion_tokens\":0}", "").substring(6)));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("all");
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("output_tokens", 0L));
  }

  @Test
  void request_allParameters_areInTheVendorsShape() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                MiniMaxDouble.chunk(
                    "\"tool_calls\":[{\"id\":\"c9\",\"type\":\"function\",\"index\":0,"
                        + "\"function\":{\"name\":\"depth\",\"arguments\":\"{\\\"lake\\\":\"}}]",
                    ""),
                MiniMaxDouble.chunk(
                    "\"tool_calls\":[{\"index\":0,"
                        + "\"function\":{\"arguments\":\"\\\"Baikal\\\"}\"}}]",
                    ",\"finish_reason\":\"tool_calls\"")));
    Prompt prompt =
        new Prompt(
            new TargetModel("abab"),
            List.of(
                new Message(
                    Message.Role.USER,
                    List.of(
                        new Part.Text("How deep?"),
                        new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}))))),
            List.of(),
            Map.of("tool_choice", "auto", "top_k", 3));

    CollectingSubscriber answer =
        trial.whole(
            new GenerationRequest.Text(
                prompt,
                OptionalInt.of(64),
                OptionalDouble.of(0),
                OptionalDouble.of(0.9),
                List.of("END"),
                OptionalLong.of(7),
                Optional.of("{\"type\":\"object\"}"),
                List.of(new GenerationRequest.Tool("depth", "tells", "{\"type\":\"object\"}"))));

    assertThat(Trial.calls(answer)).containsExactly("c9 depth {\"lake\":\"Baikal\"}");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder(
            "text.stop DROPPED",
            "text.seed DROPPED",
            "extensions.top_k DROPPED",
            "text.temperature CLAMPED");
    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"model":"abab","messages":[{"role":"user","content":[
                {"type":"text","text":"How deep?"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}],
                "stream":true,"max_tokens":64,"temperature":0.01,"top_p":0.9,
                "response_format":{"type":"json_schema","json_schema":{"name":"answer",
                 "schema":{"type":"object"}}},
                "tools":[{"type":"function","function":{"name":"depth","description":"tells",
                "parameters":{"type":"object"}}}],"tool_choice":"auto"}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "1002, RATE_LIMITED",
    "1039, RATE_LIMITED",
    "1004, CREDENTIAL_REJECTED",
    "2049, CREDENTIAL_REJECTED",
    "1008, ACCOUNT_EXHAUSTED",
    "2056, ACCOUNT_EXHAUSTED",
    "1026, CONTENT_REFUSED",
    "1027, CONTENT_REFUSED",
    "2013, INVALID_REQUEST",
    "2061, MODEL_UNAVAILABLE",
    "1001, TIMED_OUT",
    "1000, INTERNAL",
    "77777, INTERNAL"
  })
  void error_within200_isWhatTheNumberSays(int code, FailureKind kind) {
    trial.upstream().on("POST", CHAT, MiniMaxDouble.error(code));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.getMessage()).startsWith("code " + code);
  }

  @Test
  void error_inTheFirstEvent_failsBeforeAnythingIsAccepted() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                "data: {\"base_resp\":{\"status_code\":1002,\"status_msg\":\"rate\"}}\n\n"));

    CollectingSubscriber answer = trial.run(Trial.text("x"));

    assertThat(answer.events()).isEmpty();
    assertThat(Trial.failure(answer).kind()).isEqualTo(FailureKind.RATE_LIMITED);
  }

  @Test
  void policy_cutsOutputUnderWay_endsAsFiltered() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                MiniMaxDouble.hello()[0],
                "data: {\"output_sensitive\":true,"
                    + "\"base_resp\":{\"status_code\":1027,\"status_msg\":\"sensitive\"}}\n\n"));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void stream_endsBeforeTheAnswer_isUnreachable() {
    trial.upstream().on("POST", CHAT, Answer.events(MiniMaxDouble.hello()[0]));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void status429_withoutNumber_isRateLimitedWithItsWait() {
    trial
        .upstream()
        .on("POST", CHAT, Answer.json(429, "{\"error\":{}}").header("retry-after", "2"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure.retryAfter()).contains(java.time.Duration.ofSeconds(2));
  }
}
