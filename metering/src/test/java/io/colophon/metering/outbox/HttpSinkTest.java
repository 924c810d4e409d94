package io.colophon.metering.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.colophon.metering.outbox.ExportException.Kind;
import io.colophon.metering.outbox.HttpReceiver.Answer;
import io.colophon.metering.outbox.HttpReceiver.Request;
import io.colophon.provider.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpSinkTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
  private HttpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new HttpReceiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private HttpSink sink(boolean batched) {
    return sink(receiver.url(), batched);
  }

  private HttpSink sink(URI url, boolean batched) {
    return new HttpSink(
        new HttpSinkSettings(
            url, batched, Optional.of(new Secret("Bearer t0ken")), Duration.ofSeconds(60)),
        (id, body) -> Map.of("webhook-id", id, "x-length", Integer.toString(body.length)),
        clock);
  }

  private static ExportException failure(HttpSink sink, List<UsageEvent> events) {
    return catchThrowableOfType(ExportException.class, () -> sink.send(events));
  }

  private static List<String> ids(Request request) {
    List<String> ids = new ArrayList<>();
    JsonNode body = JsonMapper.shared().readTree(request.body());
    (body.isArray() ? body : JsonMapper.shared().createArrayNode().add(body))
        .forEach(event -> ids.add(event.path("id").asString()));
    return ids;
  }

  @Test
  void send_batched_isOneRequestOfTheBatchFormat() throws Exception {
    sink(true).send(Events.range(0, 3));

    assertThat(receiver.taken).hasSize(1);
    Request request = receiver.taken.get(0);
    assertThat(request.headers().getFirst("content-type"))
        .isEqualTo("application/cloudevents-batch+json; charset=UTF-8");
    assertThat(request.headers().getFirst("authorization")).isEqualTo("Bearer t0ken");
    assertThat(request.headers().getFirst("webhook-id")).isEqualTo("u0.0_3");
    assertThat(request.headers().getFirst("x-length"))
        .isEqualTo(Integer.toString(request.body().length()));
    assertThat(ids(request)).containsExactly("u0.0", "u1.0", "u2.0");
  }

  @Test
  void send_single_isOneRequestEachInOrder() throws Exception {
    sink(false).send(Events.range(0, 2));

    assertThat(receiver.taken)
        .extracting(Request::body)
        .containsExactly(Events.of(0).toJson(), Events.of(1).toJson());
    assertThat(receiver.taken.get(0).headers().getFirst("content-type"))
        .isEqualTo("application/cloudevents+json; charset=UTF-8");
    assertThat(receiver.taken.get(1).headers().getFirst("webhook-id")).isEqualTo("u1.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void send_passingTrouble_isTriedAgain(int status) {
    receiver.answer(Answer.of(status));
    ExportException failure = failure(sink(true), Events.range(0, 2));
    assertThat(failure.kind()).isEqualTo(Kind.AGAIN);
    assertThat(failure).hasMessage("the receiver answers " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 403, 404, 410, 422})
  void send_refusal_isForGood(int status) {
    receiver.answer(Answer.of(status));
    ExportException failure = failure(sink(true), Events.range(0, 2));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("answers " + status).hasMessageNotContaining("t0ken");
  }

  @Test
  void send_retryAfter_isReadAsSecondsAndAsADate() {
    receiver.answer(
        new Answer(429, "Retry-After", "17"),
        new Answer(503, "Retry-After", "Sun, 22 Nov 2026 09:02:00 GMT"),
        new Answer(503, "Retry-After", "Sun, 22 Nov 2026 08:00:00 GMT"),
        new Answer(503, "Retry-After", "soon"));
    HttpSink sink = sink(true);
    List<UsageEvent> events = Events.range(0, 1);
    assertThat(failure(sink, events).waitFor()).contains(Duration.ofSeconds(17));
    assertThat(failure(sink, events).waitFor()).contains(Duration.ofSeconds(120));
    assertThat(failure(sink, events).waitFor()).contains(Duration.ZERO);
    assertThat(failure(sink, events).waitFor()).contains(Duration.ZERO);
  }

  @Test
  void send_singleFailsMidway_saysHowManyWereTaken() {
    receiver.answer(Answer.of(200), Answer.of(204), Answer.of(500));
    assertThat(failure(sink(false), Events.range(0, 5)).taken()).isEqualTo(2);
  }

  @Test
  void send_tooLargeForTheReceiver_isHalvedUntilItFits() throws Exception {
    receiver.takeAtMost(2 * Events.of(0).structured().length + 10);
    sink(true).send(Events.range(0, 7));
    assertThat(receiver.taken.stream().flatMap(request -> ids(request).stream()))
        .containsExactly("u0.0", "u1.0", "u2.0", "u3.0", "u4.0", "u5.0", "u6.0");
    assertThat(receiver.taken).allMatch(request -> ids(request).size() <= 2);
  }

  @Test
  void send_oneEventTooLarge_refusesThatOne() {
    receiver.answer(Answer.of(413), Answer.of(202), Answer.of(413));
    ExportException failure = failure(sink(true), Events.range(0, 2));
    assertThat(failure.kind()).isEqualTo(Kind.EVENT_REFUSED);
    assertThat(failure.taken()).isEqualTo(1);
  }

  @Test
  void send_nobodyListens_isTriedAgain() {
    URI url = receiver.url();
    receiver.close();
    assertThat(failure(sink(url, true), Events.range(0, 1)).kind()).isEqualTo(Kind.AGAIN);
  }
}
