package io.colophon.provider.vendors.qianfan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.pieces.Trial;
import java.net.URI;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are as documented at cloud.baidu.com/doc/WENXINWORKSHOP, ERNIE chat. */
class QianfanProviderTest {
  static final String TOKEN = "/oauth/2.0/token";
  static final String CHAT = "/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/m";

  private final Trial trial = new Trial((upstream, context) -> open(upstream, context));

  static Provider open(HttpDouble upstream, ProviderContext context, OfferedModel... models) {
    return new QianfanFactory()
        .create(
            "qianfan",
            new QianfanConfig(
                upstream.uri(""),
                new Secret("ak/1"),
                new Secret("sk"),
                Timeouts.DEFAULTS,
                ConnectionConfig.DEFAULTS,
                models.length == 0 ? Optional.empty() : Optional.of(List.of(models))),
            context);
  }

  static Answer token(String value) {
    return Answer.json(
        "{\"refresh_token\":\"r\",\"expires_in\":2592000,\"session_key\":\"s\",\"access_token\":\""
            + value
            + "\",\"scope\":\"public\",\"session_secret\":\"x\"}");
  }

  private static String event(String result, boolean end, String more) {
    return "data: {\"id\":\"as-1\",\"object\":\"chat.completion\",\"created\":1,\"sentence_id\":0,"
        + "\"is_end\":"
        + end
        + ",\"is_truncated\":false,\"result\":\""
        + result
        + "\",\"need_clear_history\":false"
        + more
        + "}\n\n";
  }

  static String[] hello() {
    return new String[] {
      event("水", false, ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}"),
      event(
          "很深",
          true,
          ",\"finish_reason\":\"normal\",\"usage\":"
              + "{\"prompt_tokens\":5,\"completion_tokens\":0,\"total_tokens\":5}")
    };
  }

  @BeforeEach
  void giveToken() {
    trial.upstream().on("POST", TOKEN, token("24.one"), token("24.two"));
  }

  @AfterEach
  void close() {
    trial.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4096})
  void stream_cutAnywhere_givesTextAndLastCounts(int bytes) {
    trial.upstream().on("POST", CHAT, Answer.events(hello()).cutEvery(bytes));

    CollectingSubscriber answer = trial.whole(Trial.text("多深?"));

    assertThat(answer.text()).isEqualTo("水很深");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.STOP);
    assertThat(Trial.counts(answer))
        .containsOnly(Map.entry("input_tokens", 5L), Map.entry("output_tokens", 0L));
  }

  @Test
  void token_isFetchedOnceAndSentInTheQuery() {
    trial.upstream().on("POST", CHAT, Answer.events(hello()));

    trial.whole(Trial.text("x"));
    trial.whole(Trial.text("x"));

    List<Request> requests = trial.upstream().requests();
    assertThat(requests).extracting(Request::path).containsExactly(TOKEN, CHAT, CHAT);
    assertThat(requests.get(0).query())
        .isEqualTo("grant_type=client_credentials&client_id=ak%2F1&client_secret=sk");
    assertThat(requests.get(2).query()).isEqualTo("access_token=24.one");
  }

  @ParameterizedTest
  @ValueSource(ints = {110, 111})
  void token_refused_isFetchedAnewOnce(int code) {
    Answer refused = Answer.json("{\"error_code\":" + code + ",\"error_msg\":\"token\"}");
    trial.upstream().on("POST", CHAT, refused, Answer.events(hello()));

    assertThat(trial.whole(Trial.text("x")).text()).isEqualTo("水很深");
    List<Request> requests = trial.upstream().requests();
    assertThat(requests).extracting(Request::path).containsExactly(TOKEN, CHAT, TOKEN, CHAT);
    assertThat(requests.get(3).query()).isEqualTo("access_token=24.two");
  }

  @Test
  void token_refusedTwice_isCredentialRejected() {
    trial.upstream().on("POST", CHAT, Answer.json("{\"error_code\":111,\"error_msg\":\"old\"}"));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(trial.upstream().requests()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401})
  void token_keysAreWrong_isCredentialRejectedWithoutThem(int status) {
    trial
        .upstream()
        .on(
            "POST",
            TOKEN,
            Answer.json(
                status,
                "{\"error\":\"invalid_client\",\"error_description\":\"unknown client ak/1\"}"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(failure.getMessage()).isEqualTo("code invalid_client");
  }

  @ParameterizedTest
  @CsvSource({
    "4, RATE_LIMITED",
    "18, RATE_LIMITED",
    "336501, RATE_LIMITED",
    "336502, RATE_LIMITED",
    "17, ACCOUNT_EXHAUSTED",
    "19, ACCOUNT_EXHAUSTED",
    "6, CREDENTIAL_REJECTED",
    "336100, OVERLOADED",
    "2, OVERLOADED",
    "3, MODEL_UNAVAILABLE",
    "336003, INVALID_REQUEST",
    "336103, INVALID_REQUEST",
    "336000, INTERNAL",
    "999999, INTERNAL"
  })
  void error_within200_isWhatTheNumberSays(int code, FailureKind kind) {
    trial
        .upstream()
        .on("POST", CHAT, Answer.json("{\"error_code\":" + code + ",\"error_msg\":\"words\"}"));

    var failure = trial.failure(Trial.text("x"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.getMessage()).startsWith("code " + code);
  }

  @Test
  void error_withinTheStream_endsIt() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(hello()[0], "data: {\"error_code\":336100,\"error_msg\":\"busy\"}\n\n"));

    CollectingSubscriber answer = trial.run(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("水");
    assertThat(Trial.failure(answer).kind()).isEqualTo(FailureKind.OVERLOADED);
  }

  @Test
  void stream_endsWithoutIsEnd_isUnreachable() {
    trial.upstream().on("POST", CHAT, Answer.events(hello()[0]));

    assertThat(trial.kind(Trial.text("x"))).isEqualTo(FailureKind.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"finish_reason\":\"length\"' | LENGTH",
        "'\"is_truncated\":true' | LENGTH",
        "'\"need_clear_history\":true,\"ban_round\":-1' | CONTENT_FILTERED",
        "'\"finish_reason\":\"content_filter\"' | CONTENT_FILTERED"
      })
  void answer_inOnePiece_isReadWithItsReason(String more, FinishReason reason) {
    trial.upstream().on("POST", CHAT, Answer.json("{\"result\":\"all\"," + more + "}"));

    CollectingSubscriber answer = trial.whole(Trial.text("x"));

    assertThat(answer.text()).isEqualTo("all");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(reason);
    assertThat(Trial.counts(answer)).isEmpty();
  }

  @Test
  void functions_thereAndBack_areInTheVendorsShape() {
    trial
        .upstream()
        .on(
            "POST",
            CHAT,
            Answer.events(
                event(
                    "",
                    true,
                    ",\"finish_reason\":\"function_call\",\"function_call\":{\"name\":\"depth\","
                        + "\"arguments\":\"{\\\"lake\\\":\\\"Baikal\\\"}\",\"thoughts\":\"t\"}")));
    Prompt prompt =
        new Prompt(
            new TargetModel("m"),
            List.of(
                Message.of(Message.Role.SYSTEM, "Be brief."),
                Message.user("How deep?"),
                new Message(
                    Message.Role.ASSISTANT, List.of(new Part.ToolCall("c1", "depth", "{\"a\":1}"))),
                new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "1642"))),
                Message.user("And that one?")),
            List.of(),
            Map.of("response_format", Map.of("type", "json_object"), "user", "u1", "top_k", 3));

    CollectingSubscriber answer =
        trial.whole(
            new GenerationRequest.Text(
                prompt,
                OptionalInt.of(1),
                OptionalDouble.of(0),
                OptionalDouble.of(0.5),
                List.of("END"),
                OptionalLong.of(7),
                Optional.empty(),
                List.of(new GenerationRequest.Tool("depth", "tells", "{\"type\":\"object\"}"))));

    assertThat(Trial.calls(answer)).containsExactly("call-0 depth {\"lake\":\"Baikal\"}");
    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"messages":[{"role":"user","content":"How deep?"},
                {"role":"assistant","content":"",
                 "function_call":{"name":"depth","arguments":"{\\"a\\":1}"}},
                {"role":"function","name":"depth","content":"1642"},
                {"role":"user","content":"And that one?"}],
                "system":"Be brief.","stream":true,"max_output_tokens":2,"temperature":0.01,
                "top_p":0.5,"stop":["END"],
                "functions":[{"name":"depth","description":"tells",
                "parameters":{"type":"object"}}],"response_format":"json_object","user_id":"u1"}
                """));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder(
            "text.seed DROPPED",
            "extensions.top_k DROPPED",
            "text.max_tokens CLAMPED",
            "text.temperature CLAMPED");
  }

  @Test
  void picture_inMessage_isUnsupported() {
    GenerationRequest.Image image = GenerationRequest.Image.of(Trial.prompt("boat"));

    assertThat(trial.kind(image)).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(trial.upstream().requests()).isEmpty();
  }

  @Test
  void baseUrl_isNoHttpAddress_isRefusedWithItsValue() {
    QianfanConfig config =
        new QianfanConfig(
            URI.create("ftp://x"),
            new Secret("a"),
            new Secret("b"),
            Timeouts.DEFAULTS,
            ConnectionConfig.DEFAULTS,
            Optional.of(List.of(new OfferedModel("m", List.of(Ability.TEXT), Optional.empty()))));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new QianfanFactory()
                    .create(
                        "q",
                        config,
                        new ProviderContext(
                            () -> 0,
                            java.time.Clock.systemUTC(),
                            java.util.concurrent.Executors.newScheduledThreadPool(0),
                            java.nio.file.Path.of("."),
                            io.colophon.provider.spi.SharedResources.NONE)))
        .withMessageContaining("ftp://x");
  }
}
