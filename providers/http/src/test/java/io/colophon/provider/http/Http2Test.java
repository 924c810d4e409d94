package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against Netty's server side of HTTP/2, over TLS. */
class Http2Test {
  private static final long CANCEL = 8; // RFC 9113, section 7

  @TempDir private static Path folder;
  private static TestCertificate certificate;

  private Http2Script script = new Http2Script();
  private Http2Double vendor;
  private Trial trial;

  @BeforeAll
  static void certify() throws Exception {
    certificate = TestCertificate.make("127.0.0.1", folder);
  }

  @BeforeEach
  void start() throws Exception {
    vendor = new Http2Double(certificate, new Http2Settings(), script, "h2", "http/1.1");
    trial = new Trial(connection(256, true, Duration.ofSeconds(50)), Timeouts.DEFAULTS);
  }

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
  }

  private void use(ConnectionConfig connection, Timeouts timeouts) {
    trial.close();
    trial = new Trial(connection, timeouts);
  }

  private void use(Http2Settings settings, String... protocols) throws Exception {
    vendor.close();
    vendor = new Http2Double(certificate, settings, script, protocols);
  }

  private static ConnectionConfig connection(int most, boolean http2, Duration keepIdle) {
    return new ConnectionConfig(
        most,
        1024,
        keepIdle,
        http2,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(certificate.pem()),
        Duration.ofSeconds(30));
  }

  private Attempt get(String path) {
    return asking(HttpCall.get(vendor.uri(path)).header("x-own", "1"));
  }

  private static Attempt asking(HttpCall call) {
    return out ->
        out.call(
            call,
            1 << 20,
            answer -> {
              out.emit(new GenerationEvent.TextDelta(answer.text()));
              out.finish(FinishReason.STOP, Usage.UNREPORTED);
            });
  }

  private String text(String path) {
    CollectingSubscriber seen = trial.whole(get(path));
    assertThat(seen.failure()).isEmpty();
    return seen.text();
  }

  private Channel held() throws InterruptedException {
    Channel stream = script.held.poll(60, TimeUnit.SECONDS);
    assertThat(stream).as("a request that waits").isNotNull();
    return stream;
  }

  // ---- one exchange

  @Test
  void unary_isAnswered_onOneConnection() {
    for (int i = 0; i < 5; i++) {
      assertThat(text("/a?b=" + i)).isEqualTo("/a?b=" + i + " 0");
    }
    assertThat(vendor.agreed).containsExactly("h2");
    assertThat(trial.upstream.client().connections()).isEqualTo(1);
  }

  @Test
  void requestHeaders_areThoseOfHttp2() {
    String authority = vendor.uri("/").getAuthority();
    HttpCall call =
        HttpCall.post(vendor.uri("/a"))
            .header("Connection", "keep-alive")
            .header("X-Own", "2")
            .bearer("word")
            .json("{}");
    assertThat(trial.whole(asking(call)).text()).isEqualTo("/a 2");
    Http2Headers headers = script.requests.get(0);
    assertThat(headers.method()).hasToString("POST");
    assertThat(headers.scheme()).hasToString("https");
    assertThat(headers.authority()).hasToString(authority);
    assertThat(headers.path()).hasToString("/a");
    assertThat(headers.get("authorization")).hasToString("Bearer word");
    assertThat(headers.get("content-length")).hasToString("2");
    assertThat(headers.get("x-own")).hasToString("2");
    assertThat(headers.names().stream().map(CharSequence::toString))
        .doesNotContain("host", "connection", "transfer-encoding", "X-Own")
        .noneMatch(name -> name.startsWith("x-http2"));
  }

  @Test
  void answerInPieces_afterAProvisionalOne_isWhole() {
    assertThat(text("/pieces")).isEqualTo("in pieces: é");
  }

  @Test
  void largeRequestBody_arrivesWhole() {
    ByteBuffer piece = ByteBuffer.wrap(new byte[2 << 20]);
    HttpCall call =
        HttpCall.post(vendor.uri("/up")).body("application/octet-stream", piece, piece.duplicate());
    assertThat(trial.whole(asking(call)).text()).isEqualTo("/up " + (4 << 20));
  }

  // ---- many

  @Test
  void fiftyAtOnce_shareOneConnection() throws InterruptedException {
    List<CollectingSubscriber> all =
        IntStream.range(0, 50).mapToObj(i -> trial.run(get("/hold"))).toList();
    List<Channel> streams = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      streams.add(held());
    }
    assertThat(vendor.agreed).containsExactly("h2");
    streams.forEach(stream -> Http2Script.answer(stream, "fine"));
    all.forEach(one -> assertThat(Trial.await(one).text()).isEqualTo("fine"));
    assertThat(text("/a")).isEqualTo("/a 0");
    assertThat(vendor.agreed).hasSize(1);
  }

  @Test
  void upstreamThatAllowsTwoStreams_getsTwoOnEachConnection() throws Exception {
    use(new Http2Settings().maxConcurrentStreams(2), "h2");
    List<CollectingSubscriber> all =
        IntStream.range(0, 5).mapToObj(i -> trial.run(get("/hold"))).toList();
    List<Channel> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(held());
    }
    assertThat(vendor.agreed).containsExactly("h2", "h2", "h2");
    streams.forEach(stream -> Http2Script.answer(stream, "fine"));
    all.forEach(one -> assertThat(Trial.await(one).text()).isEqualTo("fine"));
  }

  @Test
  void upstreamThatAllowsNoStreams_isUnreachable() throws Exception {
    use(new Http2Settings().maxConcurrentStreams(0), "h2");
    assertThat(Trial.failure(trial.whole(get("/a"))).kind()).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void streams_areBoundedAsConnectionsAre() throws InterruptedException {
    use(connection(2, true, Duration.ofSeconds(50)), Timeouts.DEFAULTS);
    CollectingSubscriber first = trial.run(get("/hold"));
    CollectingSubscriber second = trial.run(get("/hold"));
    CollectingSubscriber third = trial.run(get("/third"));
    Channel one = held();
    Channel two = held();
    assertThat(script.requests).hasSize(2);
    Http2Script.answer(one, "fine");
    assertThat(Trial.await(third).text()).isEqualTo("/third 0");
    Http2Script.answer(two, "fine");
    assertThat(Trial.await(first).text() + Trial.await(second).text()).isEqualTo("finefine");
    assertThat(vendor.agreed).hasSize(1);
  }

  // ---- the end of streams

  @Test
  void cancel_resetsItsStreamOnly() throws InterruptedException {
    CollectingSubscriber other = trial.run(get("/hold"));
    Channel kept = held();
    for (int i = 0; i < 3; i++) {
      CollectingSubscriber left = trial.run(get("/begun"));
      held();
      left.cancel();
      assertThat(script.resets.poll(30, TimeUnit.SECONDS)).isEqualTo(CANCEL);
    }
    Http2Script.answer(kept, "fine");
    assertThat(Trial.await(other).text()).isEqualTo("fine");
    assertThat(vendor.agreed).hasSize(1);
  }

  @Test
  void streamThatBreaks_fails_andSpoilsNothing() {
    ProviderException reset = Trial.failure(trial.whole(get("/broken")));
    assertThat(reset.kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(reset).hasMessageContaining("INTERNAL_ERROR");
    assertThat(Trial.failure(trial.whole(get("/malformed"))).kind())
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(text("/a")).isEqualTo("/a 0");
    assertThat(vendor.agreed).hasSize(1);
  }

  @Test
  void refusedStream_isAskedAgain_butNotForEver() {
    script.refusals.set(1);
    HttpCall call = HttpCall.post(vendor.uri("/a")).json("{\"a\":1}");
    assertThat(trial.whole(asking(call)).text()).isEqualTo("/a 7");
    assertThat(script.requests).hasSize(2);
    script.refusals.set(100);
    assertThat(Trial.failure(trial.whole(get("/a"))).kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(script.requests).hasSize(5);
  }

  @Test
  void goAway_lastsBegunOnesOut_repeatsTheOthers_elsewhere() throws InterruptedException {
    CollectingSubscriber begun = trial.run(get("/hold"));
    Channel first = held();
    CollectingSubscriber untouched = trial.run(get("/hold"));
    held();
    Http2Double.goAway(vendor.connections.get(0), ((Http2StreamChannel) first).stream().id());
    Channel again = held();
    assertThat(vendor.connections).hasSize(2);
    assertThat(again.parent()).isSameAs(vendor.connections.get(1));
    assertThat(text("/a")).isEqualTo("/a 0");
    Http2Script.answer(first, "first");
    Http2Script.answer(again, "second");
    assertThat(Trial.await(begun).text()).isEqualTo("first");
    assertThat(Trial.await(untouched).text()).isEqualTo("second");
    assertThat(vendor.connections.get(0).closeFuture().await(60, TimeUnit.SECONDS))
        .as("closed with its last stream")
        .isTrue();
    assertThat(vendor.connections).hasSize(2);
  }

  @Test
  void connectionThatIsCut_failsItsStreams_andIsReplaced() throws InterruptedException {
    CollectingSubscriber seen = trial.run(get("/hold"));
    held().parent().close();
    assertThat(Trial.failure(Trial.await(seen)).kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(text("/a")).isEqualTo("/a 0");
  }

  @Test
  void silence_isTimedOut_andItsConnectionNotTrustedAgain() {
    use(connection(256, true, Duration.ofSeconds(50)), Trial.timeouts(60_000, 60_000, 100, 60_000));
    assertThat(Trial.failure(trial.whole(get("/begun"))).kind()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(text("/a")).isEqualTo("/a 0");
    assertThat(vendor.agreed).hasSize(2);
  }

  @Test
  void unusedConnection_isClosed() throws InterruptedException {
    use(connection(256, true, Duration.ofMillis(40)), Timeouts.DEFAULTS);
    assertThat(text("/a")).isEqualTo("/a 0");
    assertThat(vendor.connections.get(0).closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(text("/a")).isEqualTo("/a 0");
  }

  // ---- back-pressure

  @Test
  void slowCaller_pausesItsStreamOnly() {
    Attempt attempt =
        out ->
            out.open(
                HttpCall.get(vendor.uri("/big")),
                new MediaReader(
                    out,
                    0,
                    "video/mp4",
                    1L << 30,
                    words -> {},
                    () -> out.finish(FinishReason.STOP, Usage.UNREPORTED)));
    CollectingSubscriber slow = Trial.subscribe(trial.upstream.generate(Trial.options(), attempt));
    slow.request(1);
    assertThat(slow.awaitEvents(1, Trial.PATIENCE)).isTrue();
    assertThat(trial.whole(attempt).media(0)).hasSize(Http2Script.BIG);
    assertThat(slow.events()).hasSize(1);
    slow.requestAll();
    assertThat(Trial.await(slow).media(0)).hasSize(Http2Script.BIG);
    assertThat(vendor.agreed).hasSize(1);
  }

  // ---- what is offered

  @Test
  void upstreamWithoutHttp2_isSpokenToInHttp1() throws Exception {
    use(new Http2Settings(), "http/1.1");
    List<CollectingSubscriber> all =
        IntStream.range(0, 3).mapToObj(i -> trial.run(get("/a"))).toList();
    all.forEach(one -> assertThat(Trial.await(one).text()).isEqualTo("plain"));
    assertThat(vendor.agreed).hasSizeBetween(1, 3).containsOnly("http/1.1");
    assertThat(text("/a")).isEqualTo("plain");
  }

  @Test
  void http2SwitchedOff_isNotOffered() {
    use(connection(256, false, Duration.ofSeconds(50)), Timeouts.DEFAULTS);
    assertThat(text("/a")).isEqualTo("plain");
    assertThat(vendor.agreed).containsExactly("none");
  }
}
