package io.colophon.provider.vendors.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeClock;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.Trial;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkProviderTest {
  private static final String PATH = "/v3.5/chat";

  private final Trial trial =
      new Trial(
          new FakeClock(Instant.parse("2026-11-21T08:12:42Z")),
          (upstream, context) -> SparkDouble.open(upstream, context));

  @AfterEach
  void close() {
    trial.close();
  }

  @Test
  void frames_untilTheLast_giveTextAndCounts() {
    trial.upstream().onSocket(PATH, new SparkDouble(SparkDouble.hello()));

    CollectingSubscriber answer = trial.whole(Trial.text("多深?"));

    assertThat(answer.text()).isEqualTo("水很深");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.STOP);
    assertThat(Trial.counts(answer))
        .containsOnly(Map.entry("input_tokens", 5L), Map.entry("output_tokens", 9L));
  }

  @Test
  void address_carriesTheSignature() {
    trial.upstream().onSocket(PATH, new SparkDouble(SparkDouble.hello()));

    trial.whole(Trial.text("x"));

    String query =
        URLDecoder.decode(trial.upstream().requests().get(0).query(), StandardCharsets.UTF_8);
    assertThat(query)
        .contains("date=Sat, 21 Nov 2026 08:12:42 GMT")
        .contains("host=127.0.0.1:" + trial.upstream().port());
    String encoded = query.substring("authorization=".length(), query.indexOf("&date="));
    assertThat(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
        .startsWith(
            "api_key=\"key1\", algorithm=\"hmac-sha256\", headers=\"host date request-line\", "
                + "signature=\"");
  }

  @Test
  void model_withAPathOfItsOwn_isReachedThere() {
    trial.upstream().onSocket("/v4.0/chat", new SparkDouble(SparkDouble.hello()));

    trial.whole(GenerationRequest.Text.of(Prompt.of(new TargetModel("4.0Ultra"), "x")));

    assertThat(trial.upstream().requests().get(0).path()).isEqualTo("/v4.0/chat");
  }

  @Test
  void question_allParameters_isInTheVendorsShape() {
    SparkDouble spark =
        new SparkDouble(
            SparkDouble.frame(
                2,
                "{\"content\":\"\",\"role\":\"assistant\",\"content_type\":\"text\",\"index\":0,"
                    + "\"function_call\":{\"name\":\"depth\","
                    + "\"arguments\":\"{\\\"lake\\\":\\\"Baikal\\\"}\"}}",
                ",\"usage\":{\"text\":{\"prompt_tokens\":3,\"completion_tokens\":0}}"));
    trial.upstream().onSocket(PATH, spark);
    Prompt prompt =
        new Prompt(
            new TargetModel("generalv3.5"),
            List.of(
                Message.of(Message.Role.SYSTEM, "Be brief."),
                Message.user("How deep?"),
                new Message(
                    Message.Role.ASSISTANT, List.of(new Part.ToolCall("c1", "depth", "{}"))),
                new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "1642")))),
            List.of(),
            Map.of("top_k", 9, "user", "u1", "min_p", 0.1));

    CollectingSubscriber answer =
        trial.whole(
            new GenerationRequest.Text(
                prompt,
                OptionalInt.of(64),
                OptionalDouble.of(0),
                OptionalDouble.of(0.5),
                List.of("END"),
                OptionalLong.of(7),
                Optional.empty(),
                List.of(new GenerationRequest.Tool("depth", "tells", "{\"type\":\"object\"}"))));

    assertThat(Trial.calls(answer)).containsExactly("call-0 depth {\"lake\":\"Baikal\"}");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(Trial.counts(answer))
        .containsOnly(Map.entry("input_tokens", 3L), Map.entry("output_tokens", 0L));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder(
            "text.top_p DROPPED",
            "text.stop DROPPED",
            "text.seed DROPPED",
            "extensions.min_p DROPPED",
            "text.temperature CLAMPED",
            "extensions.top_k CLAMPED");
    assertThat(spark.questions())
        .containsExactly(
            Json.read(
                """
                {"header":{"app_id":"app1","uid":"u1"},
                "parameter":{"chat":{"domain":"generalv3.5","temperature":0.01,"max_tokens":64,
                 "chat_id":"trial","top_k":6}},
                "payload":{"message":{"text":[{"role":"system","content":"Be brief."},
                {"role":"user","content":"How deep?"},
                {"role":"assistant","content":"","function_call":{"name":"depth","arguments":"{}"}},
                {"role":"function","name":"depth","content":"1642"}]},
                "functions":{"text":[{"name":"depth","description":"tells",
                 "parameters":{"type":"object"}}]}}}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "10005, INVALID_REQUEST",
    "10907, INVALID_REQUEST",
    "10007, RATE_LIMITED",
    "11202, RATE_LIMITED",
    "11203, RATE_LIMITED",
    "10110, OVERLOADED",
    "10013, CONTENT_REFUSED",
    "10014, CONTENT_REFUSED",
    "10015, CREDENTIAL_REJECTED",
    "11200, ACCOUNT_EXHAUSTED",
    "11201, ACCOUNT_EXHAUSTED",
    "10012, INTERNAL",
    "99999, INTERNAL"
  })
  void error_inTheHeader_isWhatTheNumberSays(int code, FailureKind kind) {
    trial.upstream().onSocket(PATH, new SparkDouble(SparkDouble.error(code)));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.getMessage()).startsWith("code " + code);
  }

  @Test
  void policy_cutsOutputUnderWay_endsAsFiltered() {
    trial
        .upstream()
        .onSocket(PATH, new SparkDouble(SparkDouble.hello()[0], SparkDouble.error(10014)));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void handshake_isRefused_isCredentialRejectedWithoutWords(int status) {
    trial
        .upstream()
        .on("GET", PATH, Answer.json(status, "{\"message\":\"HMAC of key1 does not match\"}"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(failure.getMessage()).isEqualTo("status " + status);
  }

  @Test
  void connection_isClosedBeforeTheLastFrame_isUnreachable() {
    trial
        .upstream()
        .onSocket(
            PATH,
            (handshake, session) -> {
              session.receive();
              session.text(SparkDouble.hello()[0]);
              session.close(1000, "");
              session.receive();
            });

    CollectingSubscriber answer = trial.run(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(Trial.failure(answer).kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{oops", "{}"})
  void frame_isNotUnderstood_isMalformed(String frame) {
    trial.upstream().onSocket(PATH, new SparkDouble(frame));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void caller_leaves_closesTheConnection() throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    trial
        .upstream()
        .onSocket(
            PATH,
            (handshake, session) -> {
              session.receive();
              session.text(SparkDouble.hello()[0]);
              while (session.receive() != null) {
                // nothing more is expected
              }
              gone.countDown();
            });
    CollectingSubscriber answer =
        trial.start(provider -> provider.generate(Trial.text("x"), Trial.options()));
    assertThat(answer.awaitEvents(2, Duration.ofSeconds(60))).isTrue();

    answer.cancel();

    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void path_withoutSlash_isRefusedWithItsKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SparkConfig(
                    URI.create("https://spark-api.xf-yun.com"),
                    "a",
                    new Secret("k"),
                    new Secret("s"),
                    "/v3.5/chat",
                    Optional.of(Map.of("lite", "v1.1/chat")),
                    Timeouts.DEFAULTS,
                    ConnectionConfig.DEFAULTS,
                    Optional.empty()))
        .withMessageContaining("paths.lite")
        .withMessageContaining("v1.1/chat");
  }
}
