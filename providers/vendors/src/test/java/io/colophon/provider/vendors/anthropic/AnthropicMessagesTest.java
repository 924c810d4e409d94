package io.colophon.provider.vendors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicMessagesTest {
  private static final String BODY =
      "{\"model\":\"alias\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"hi\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]}";
  private static final String STREAM =
      AnthropicDouble.START
          + AnthropicDouble.block(0, "{\"type\":\"thinking\",\"thinking\":\"\"}")
          + AnthropicDouble.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}")
          + AnthropicDouble.blockStop(0)
          + AnthropicDouble.block(1, "{\"type\":\"text\",\"text\":\"\"}")
          + AnthropicDouble.PING
          + AnthropicDouble.text(1, "one ")
          + AnthropicDouble.text(1, "two")
          + AnthropicDouble.blockStop(1)
          + AnthropicDouble.end("end_turn");

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private HttpDouble host;
  private Provider provider;

  @BeforeEach
  void listen() {
    host = HttpDouble.start();
    provider =
        new AnthropicFactory()
            .create(
                "test",
                AnthropicDouble.config(host),
                new ProviderContext(
                    Ticker.SYSTEM,
                    Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC),
                    timers,
                    Path.of("unused"),
                    SharedResources.NONE));
  }

  @AfterEach
  void stop() {
    provider.close();
    host.close();
    timers.shutdownNow();
  }

  private CollectingSubscriber run(Answer answer, boolean relay) {
    host.on("POST", "/v1/messages", answer);
    CollectingSubscriber subscriber = new CollectingSubscriber();
    provider
        .generate(
            GenerationRequest.Text.of(Prompt.of(new TargetModel("talk"), "hi")),
            new CallOptions(
                "g",
                Ticker.SYSTEM.nanos() + Duration.ofMinutes(1).toNanos(),
                relay
                    ? Optional.of(
                        new WireFrame(
                            Dialects.ANTHROPIC_MESSAGES,
                            ByteBuffer.wrap(BODY.getBytes(StandardCharsets.UTF_8))))
                    : Optional.empty(),
                Optional.empty()))
        .subscribe(subscriber);
    subscriber.requestAll();
    assertThat(subscriber.awaitEnd(Duration.ofSeconds(60))).isTrue();
    return subscriber;
  }

  private static String frames(List<GenerationEvent> events) {
    StringBuilder out = new StringBuilder();
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.Relayed relayed) {
        out.append(StandardCharsets.UTF_8.decode(relayed.frame().bytes().duplicate()));
      } else if (event instanceof GenerationEvent.TextDelta delta && delta.frame() != null) {
        out.append(StandardCharsets.UTF_8.decode(delta.frame().bytes().duplicate()));
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 333, 100_000})
  void relay_streamCutAnywhere_isByteForByteWhatTheHostSaid(int cut) {
    CollectingSubscriber got = run(Answer.events(STREAM).cutEvery(cut), true);
    assertThat(frames(got.events())).isEqualTo(STREAM);
    assertThat(got.text()).isEqualTo("one two");
  }

  @Test
  void relay_endOfTheLastTextBlock_comesAfterTheLabelsPlace() {
    List<GenerationEvent> events = run(Answer.events(STREAM), true).events();
    List<Place> places =
        events.stream()
            .filter(GenerationEvent.Relayed.class::isInstance)
            .map(event -> ((GenerationEvent.Relayed) event).place())
            .toList();
    assertThat(places)
        .containsExactly(
            Place.OPENING, // message_start
            Place.CONTENT, // thinking begins
            Place.CONTENT,
            Place.CONTENT,
            Place.CONTENT, // text begins
            Place.CONTENT, // ping
            Place.CLOSING, // the text block ends
            Place.CLOSING,
            Place.CLOSING);
  }

  @Test
  void relay_body_onlyTheModelChanges() throws InterruptedException {
    run(Answer.events(STREAM), true);
    assertThat(host.awaitRequest().text()).isEqualTo(BODY.replace("alias", "talk"));
  }

  @Test
  void usage_inputHoldsWhatTheCacheHeld_andTheLastOutputCountStands() {
    var usage = run(Answer.events(STREAM), false).finished().orElseThrow().usage();
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(5 + 7 + 11);
    assertThat(usage.value(UsageUnit.CACHE_WRITE_TOKENS)).hasValue(7);
    assertThat(usage.value(UsageUnit.CACHE_READ_TOKENS)).hasValue(11);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(15);
  }

  @Test
  void refusal_isFiltered() {
    CollectingSubscriber got =
        run(Answer.events(AnthropicDouble.START + AnthropicDouble.end("refusal")), false);
    assertThat(got.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void errorEvent_isAFailure() {
    CollectingSubscriber got =
        run(
            Answer.events(
                AnthropicDouble.START,
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                    + "\"message\":\"Overloaded\"}}\n\n"),
            false);
    assertThat(((ProviderException) got.failure().orElseThrow()).kind())
        .isEqualTo(FailureKind.OVERLOADED);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, INVALID_REQUEST",
    "401, authentication_error, CREDENTIAL_REJECTED",
    "402, billing_error, ACCOUNT_EXHAUSTED",
    "404, not_found_error, MODEL_UNAVAILABLE",
    "429, rate_limit_error, RATE_LIMITED",
    "529, overloaded_error, OVERLOADED"
  })
  void failure_isClassified(int status, String type, FailureKind kind) {
    CollectingSubscriber got =
        run(
            Answer.json(
                status,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"m\"}}"),
            false);
    assertThat(((ProviderException) got.failure().orElseThrow()).kind()).isEqualTo(kind);
  }

  @Test
  void rateLimit_waitIsTheLatestReset() {
    CollectingSubscriber got =
        run(
            Answer.json(429, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}")
                .header("anthropic-ratelimit-requests-remaining", "0")
                .header("anthropic-ratelimit-requests-reset", "2026-11-22T00:00:30Z")
                .header("anthropic-ratelimit-tokens-remaining", "500")
                .header("anthropic-ratelimit-tokens-reset", "2026-11-22T01:00:00Z"),
            false);
    assertThat(((ProviderException) got.failure().orElseThrow()).retryAfter())
        .hasValue(Duration.ofSeconds(30));
  }

  @Test
  void request_systemAndToolTurns_areWhereTheInterfaceWantsThem() throws InterruptedException {
    run(Answer.events(STREAM), false);
    var sent = Json.read(host.awaitRequest().body());
    assertThat(sent.get("max_tokens").intValue()).isEqualTo(1024);
    assertThat(sent.at("/messages/0/content/0/text").stringValue()).isEqualTo("hi");
    assertThat(host.requests().get(0).header("x-api-key")).isEqualTo("sk-ant-test");
  }
}
