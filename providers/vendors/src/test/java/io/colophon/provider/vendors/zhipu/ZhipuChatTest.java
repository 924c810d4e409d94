package io.colophon.provider.vendors.zhipu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeClock;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.Trial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZhipuChatTest {
  private static final String CHAT = "/v4/chat/completions";
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private Trial trial = new Trial(new FakeClock(NOW), ZhipuDouble::open);

  @AfterEach
  void close() {
    trial.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 4096})
  void stream_cutAnywhere_givesTextAndCounts(int bytes) {
    trial.upstream().on("POST", CHAT, Answer.events(ZhipuDouble.hello()).cutEvery(bytes));

    CollectingSubscriber answer = trial.whole(Trial.text("多深?"));

    assertThat(answer.text()).isEqualTo("水很深");
    assertThat(Trial.counts(answer))
        .containsOnly(
            Map.entry("input_tokens", 6L),
            Map.entry("output_tokens", 3L),
            Map.entry("cache_read_tokens", 0L));
  }

  @Test
  void key_withASecret_becomesASignedToken() throws Exception {
    trial.upstream().on("POST", CHAT, Answer.events(ZhipuDouble.hello()));

    trial.whole(Trial.text("x"));

    String sent = trial.upstream().requests().get(0).header("authorization");
    String[] parts = sent.substring("Bearer ".length()).split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(decoded(parts[0])).isEqualTo("{\"alg\":\"HS256\",\"sign_type\":\"SIGN\"}");
    assertThat(decoded(parts[1]))
        .isEqualTo("{\"api_key\":\"id1\",\"exp\":1795248300000,\"timestamp\":1795248000000}");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(Base64.getUrlDecoder().decode(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8)));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"onlyakey, AUTO", "id1.secret1, BEARER"})
  void key_isSentItself_whereNothingIsToBeSigned(String key, ZhipuConfig.Auth auth) {
    trial.close();
    trial =
        new Trial(
            (upstream, context) ->
                new ZhipuFactory()
                    .create("z", ZhipuDouble.config(upstream, key, auth, true), context));
    trial.upstream().on("POST", CHAT, Answer.events(ZhipuDouble.hello()));

    trial.whole(Trial.text("x"));

    assertThat(trial.upstream().requests().get(0).header("authorization"))
        .isEqualTo("Bearer " + key);
  }

  @Test
  void key_withoutSecret_cannotSign() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ZhipuHost(
                    ZhipuDouble.config(trial.upstream(), "onlyakey", ZhipuConfig.Auth.JWT, true),
                    Clock.systemUTC()))
        .withMessageContaining("id.secret")
        .withMessageNotContaining("onlyakey");
  }

  @Test
  void request_hasWhatTheVendorTakesAndReportsTheRest() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                ZhipuDouble.chunk(
                    "\"tool_calls\":[{\"id\":\"c9\",\"index\":0,\"type\":\"function\",\"function\":"
                        + "{\"name\":\"depth\",\"arguments\":\"{\\\"lake\\\":\\\"Baikal\\\"}\"}}]",
                    ",\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":1}}")));
    Prompt prompt =
        new Prompt(
            new TargetModel("glm-x"),
            List.of(Message.user("How deep?")),
            List.of(),
            Map.of("thinking", Map.of("type", "disabled"), "top_k", 3));

    CollectingSubscriber answer =
        trial.whole(
            new GenerationRequest.Text(
                prompt,
                OptionalInt.of(64),
                OptionalDouble.of(0.5),
                OptionalDouble.of(0.9),
                List.of("END"),
                OptionalLong.of(7),
                Optional.empty(),
                List.of(new GenerationRequest.Tool("depth", "tells", "{\"type\":\"object\"}"))));

    assertThat(Trial.calls(answer)).containsExactly("c9 depth {\"lake\":\"Baikal\"}");
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("text.seed DROPPED", "extensions.top_k DROPPED");
    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"model":"glm-x","messages":[{"role":"user","content":"How deep?"}],"stream":true,
                "max_tokens":64,"temperature":0.5,"top_p":0.9,"stop":["END"],
                "tools":[{"type":"function","function":{"name":"depth","description":"tells",
                "parameters":{"type":"object"}}}],"thinking":{"type":"disabled"}}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "401, 1002, CREDENTIAL_REJECTED",
    "429, 1113, ACCOUNT_EXHAUSTED",
    "429, 1302, RATE_LIMITED",
    "429, 1305, OVERLOADED",
    "429, 1308, ACCOUNT_EXHAUSTED",
    "400, 1211, MODEL_UNAVAILABLE",
    "400, 1214, INVALID_REQUEST",
    "400, 1261, INVALID_REQUEST",
    "400, 1301, CONTENT_REFUSED",
    "500, 1234, INTERNAL",
    "429, 9999, RATE_LIMITED"
  })
  void error_isWhatTheCodeSays(int status, String code, FailureKind kind) {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.json(
                    status,
                    "{\"error\":{\"code\":\""
                        + code
                        + "\",\"message\":\"words\"},\"contentFilter\":[{\"level\":1}]}")
                .header("retry-after", "3"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(failure.getMessage()).startsWith("code " + code);
  }

  @Test
  void error_withinTheStream_endsIt() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                ZhipuDouble.hello()[0],
                "data: {\"error\":{\"code\":\"1305\",\"message\":\"busy\"}}\n\n"));

    CollectingSubscriber answer = trial.run(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(Trial.failure(answer).kind()).isEqualTo(FailureKind.OVERLOADED);
  }

  @ParameterizedTest
  @CsvSource({
    "sensitive, CONTENT_FILTERED",
    "length, LENGTH",
    "model_context_window_exceeded, LENGTH"
  })
  void finishReason_isWhatTheVendorMeans(String said, FinishReason reason) {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                ZhipuDouble.hello()[0],
                ZhipuDouble.chunk("\"content\":\"\"", ",\"finish_reason\":\"" + said + "\"}]}")));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(reason);
    assertThat(Trial.counts(answer)).isEmpty();
  }

  @Test
  void original_inOpenAisDialect_goesThroughAndComesBackByteForByte() {
    trial.upstream().on("POST", CHAT, Answer.events(ZhipuDouble.hello()));
    String written =
        "{\"model\":\"chat\", \"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
            + "\"stream\":true, \"odd\":1}";
    CallOptions options =
        new CallOptions(
            "g-1",
            Trial.options().deadlineNanos(),
            Optional.of(
                new WireFrame(
                    Dialects.OPENAI_CHAT,
                    ByteBuffer.wrap(written.getBytes(StandardCharsets.UTF_8)))),
            Optional.empty());

    CollectingSubscriber answer =
        trial.run(provider -> provider.generate(Trial.text("x"), options));

    assertThat(trial.upstream().requests().get(0).text())
        .isEqualTo(written.replace("\"chat\"", "\"m\""));
    StringBuilder frames = new StringBuilder();
    for (GenerationEvent event : answer.events()) {
      if (event instanceof GenerationEvent.TextDelta delta && delta.frame() != null) {
        frames.append(StandardCharsets.UTF_8.decode(delta.frame().bytes().duplicate()));
      } else if (event instanceof GenerationEvent.Relayed relayed) {
        frames.append(StandardCharsets.UTF_8.decode(relayed.frame().bytes().duplicate()));
      }
    }
    assertThat(frames.toString()).isEqualTo(String.join("", ZhipuDouble.hello()));
    assertThat(Trial.counts(answer)).containsEntry("input_tokens", 6L);
  }

  @Test
  void finishReason_networkError_isAFailure() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                ZhipuDouble.hello()[0],
                ZhipuDouble.chunk("\"content\":\"\"", ",\"finish_reason\":\"network_error\"}]}")));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void stream_endsBeforeTheAnswer_isUnreachable() {
    trial.upstream().on("POST", CHAT, Answer.events(ZhipuDouble.hello()[0]));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.UNREACHABLE);
  }
}
