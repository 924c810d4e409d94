package io.colophon.provider.vendors.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatTest {
  private static final String STREAM_BODY =
      "{\"model\":\"alias\",\"messages\":[{\"role\":\"user\",\"content\":\"model \\\"x\\\"\"}],"
          + "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"x_new_field\":{\"a\":[1]}}";
  private static final String STREAM =
      ": hello\n\n"
          + OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}")
          + "id: 7\n"
          + OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"one \"}}")
          + OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"two\"}}")
          + OpenAiDouble.chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}")
          + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
          + "data: [DONE]\n\n";

  private HttpDouble host;
  private Calls calls;

  @BeforeEach
  void listen() {
    host = HttpDouble.start();
    calls = new Calls(OpenAiDouble.config(host));
  }

  @AfterEach
  void stop() {
    calls.close();
    host.close();
  }

  private void answer(Answer answer) {
    host.on("POST", "/v1/chat/completions", answer);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 100_000})
  void relay_streamCutAnywhere_isByteForByteWhatTheHostSaid(int cut) {
    answer(Answer.events(STREAM).cutEvery(cut));
    CollectingSubscriber got = calls.relay(Dialects.OPENAI_CHAT, STREAM_BODY);
    assertThat(Calls.frames(got.events())).isEqualTo(STREAM);
    assertThat(got.text()).isEqualTo("one two");
    assertThat(got.finished().orElseThrow().usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(2);
  }

  @Test
  void relay_stream_placesSayWhatMayStillFailOverAndWhatFollowsTheLabel() {
    answer(Answer.events(STREAM));
    List<GenerationEvent> events = calls.relay(Dialects.OPENAI_CHAT, STREAM_BODY).events();
    assertThat(events)
        .filteredOn(GenerationEvent.Relayed.class::isInstance)
        .extracting(event -> ((GenerationEvent.Relayed) event).place())
        .containsExactly(Place.OPENING, Place.OPENING, Place.CLOSING, Place.CLOSING, Place.CLOSING);
  }

  @Test
  void relay_body_onlyTheModelChanges() throws InterruptedException {
    answer(Answer.events(STREAM));
    calls.relay(Dialects.OPENAI_CHAT, STREAM_BODY);
    assertThat(host.awaitRequest().text())
        .isEqualTo(STREAM_BODY.replace("\"model\":\"alias\"", "\"model\":\"chat-model\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"stream\":true,\"messages\":[],\"model\":\"a\"}",
        "{ \"model\" : \"a\" , \"stream\" : true , \"stream_options\" : {\"include_usage\":"
            + " false}}",
        "{\"stream_options\":null,\"model\":\"a\",\"stream\":true,\"t\":[1,{\"model\":\"b\"}]}",
        "{\"model\":\"a\\\\\",\"stream\":true}\n"
      })
  void relay_streamWithoutUsage_isAskedForAndKeptFromTheCaller(String body)
      throws InterruptedException {
    answer(Answer.events(STREAM));
    CollectingSubscriber got = calls.relay(Dialects.OPENAI_CHAT, body);
    var sent = Json.read(host.awaitRequest().body());
    assertThat(sent.at("/stream_options/include_usage").booleanValue()).isTrue();
    assertThat(sent.get("model").stringValue()).isEqualTo("chat-model");
    assertThat(Calls.frames(got.events())).doesNotContain("\"usage\"").endsWith("[DONE]\n\n");
    assertThat(got.finished().orElseThrow().usage().value(UsageUnit.INPUT_TOKENS)).hasValue(3);
  }

  @Test
  void relay_wholeAnswer_isHandedOnAsItIs() {
    String body =
        "{\"id\":\"c\",\"model\":\"m-1\",\"odd\":1.0e1,\"choices\":[{\"index\":0,\"message\":{\"role\":"
            + "\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"length\"}],\"usage\":{"
            + "\"prompt_tokens\":0,\"completion_tokens\":1}}";
    answer(Answer.json(body));
    CollectingSubscriber got = calls.relay(Dialects.OPENAI_CHAT, "{\"model\":\"a\",\"n\":1}");
    assertThat(Calls.frames(got.events())).isEqualTo(body);
    assertThat(got.text()).isEqualTo("hi");
    assertThat(got.finished().orElseThrow().reason()).isEqualTo(FinishReason.LENGTH);
    assertThat(got.finished().orElseThrow().usage().value(UsageUnit.INPUT_TOKENS)).hasValue(0);
    assertThat(got.finished().orElseThrow().usage().value(UsageUnit.CACHE_READ_TOKENS)).isEmpty();
  }

  @Test
  void relay_textAndFinishInOneChunk_areTakenApart() {
    String both =
        OpenAiDouble.chunk(
            "{\"index\":0,\"delta\":{\"content\":\"all\"},\"finish_reason\":\"stop\"}");
    answer(Answer.events(both, "data: [DONE]\n\n"));
    List<GenerationEvent> events = calls.relay(Dialects.OPENAI_CHAT, STREAM_BODY).events();
    assertThat(events.get(1)).isEqualTo(new GenerationEvent.TextDelta("all"));
    assertThat(Calls.frames(events)).contains("\"finish_reason\":\"stop\"").doesNotContain("all");
  }

  @Test
  void stream_usageOnAChunkWithChoices_counts() {
    answer(
        Answer.events(
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"x\"}}"),
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
                + "\"prompt_cache_hit_tokens\":5}}\n\n",
            "data: [DONE]\n\n"));
    var usage = calls.run(Calls.text("hello")).finished().orElseThrow().usage();
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(9);
    assertThat(usage.value(UsageUnit.CACHE_READ_TOKENS)).hasValue(5);
  }

  @Test
  void stream_withoutDone_isWholeIfItsChoiceEnded() {
    answer(
        Answer.events(
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"x\"}}"),
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}")));
    assertThat(calls.run(Calls.text("hello")).completed()).isTrue();
  }

  @Test
  void stream_cutOff_isUnreachable() {
    answer(
        Answer.events(OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"x\"}}")).close());
    assertThat(Calls.failure(calls.run(Calls.text("hello"))).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void stream_errorAfter200_isAFailure() {
    answer(
        Answer.events(
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"x\"}}"),
            "data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\"}}\n\n"));
    CollectingSubscriber got = calls.run(Calls.text("hello"));
    assertThat(got.text()).isEqualTo("x");
    assertThat(Calls.failure(got).kind()).isEqualTo(FailureKind.OVERLOADED);
  }

  @Test
  void stream_characterCutBetweenItsHalves_isJoined() {
    answer(
        Answer.events(
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\"}}"),
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"\\ude00b\"}}"),
            OpenAiDouble.chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}")));
    assertThat(calls.run(Calls.text("hello")).text()).isEqualTo("a\uD83D\uDE00b");
  }

  @Test
  void answer_asBodyThoughAStreamWasAsked_isRead() {
    answer(
        Answer.json(
            "{\"choices\":[{\"message\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}"));
    assertThat(calls.run(Calls.text("hello")).text()).isEqualTo("whole");
  }

  @ParameterizedTest
  @CsvSource({
    "401, invalid_api_key, CREDENTIAL_REJECTED",
    "429, insufficient_quota, ACCOUNT_EXHAUSTED",
    "429, rate_limit_exceeded, RATE_LIMITED",
    "404, model_not_found, MODEL_UNAVAILABLE",
    "400, context_length_exceeded, INVALID_REQUEST",
    "400, content_policy_violation, CONTENT_REFUSED",
    "503, , OVERLOADED",
    "500, , INTERNAL"
  })
  void failure_isClassified(int status, String code, FailureKind kind) {
    answer(
        Answer.json(
            status,
            "{\"error\":{\"message\":\"m sk-secret\",\"type\":\"t\",\"code\":\"" + code + "\"}}"));
    ProviderException failure = Calls.failure(calls.run(Calls.text("hello")));
    assertThat(failure.kind()).isEqualTo(kind);
    if (kind != FailureKind.INVALID_REQUEST) {
      assertThat(failure).hasMessageNotContaining("sk-secret");
    }
  }

  @Test
  void rateLimit_resetHeader_isTheWait() {
    answer(
        Answer.json(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}")
            .header("x-ratelimit-remaining-requests", "0")
            .header("x-ratelimit-reset-requests", "1m2.5s"));
    assertThat(Calls.failure(calls.run(Calls.text("hello"))).retryAfter())
        .hasValue(Duration.ofMillis(62_500));
  }

  @Test
  void cancel_reachesTheHost() throws InterruptedException {
    answer(
        Answer.events(OpenAiDouble.chunk("{\"index\":0,\"delta\":{\"content\":\"x\"}}")).stall());
    CollectingSubscriber started = calls.start(Calls.text("hello"), Optional.empty());
    started.request(2);
    assertThat(started.awaitEvents(2, Calls.PATIENCE)).isTrue();
    started.cancel();
    assertThat(host.awaitClosedByPeer(Calls.PATIENCE.toMillis())).isTrue();
  }
}
