package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClientTest {
  private final HttpDouble vendor = HttpDouble.start();
  private Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
    vendor.close();
  }

  private void use(ConnectionConfig connection, Timeouts timeouts) {
    trial.close();
    trial = new Trial(connection, timeouts);
  }

  private static ConnectionConfig connections(
      int most, int waiting, Optional<URI> proxy, Optional<Path> authority) {
    return new ConnectionConfig(
        most,
        waiting,
        Duration.ofSeconds(50),
        true,
        proxy,
        proxy.map(any -> "user"),
        proxy.map(any -> new io.colophon.provider.spi.Secret("word")),
        authority,
        Duration.ofSeconds(30));
  }

  private static Attempt get(URI uri) {
    return out ->
        out.call(
            HttpCall.get(uri),
            1 << 20,
            answer -> {
              out.emit(new GenerationEvent.TextDelta(answer.text()));
              out.finish(FinishReason.STOP, Usage.UNREPORTED);
            });
  }

  private String text(String path) {
    CollectingSubscriber seen = trial.whole(get(vendor.uri(path)));
    assertThat(seen.failure()).isEmpty();
    return seen.text();
  }

  private FailureKind kind(Answer answer) {
    vendor.on("GET", "/odd", answer);
    ProviderException failure = Trial.failure(trial.whole(get(vendor.uri("/odd"))));
    vendor.on("GET", "/good", Answer.json("fine"));
    assertThat(text("/good")).as("the next request").isEqualTo("fine");
    return failure.kind();
  }

  // ---- connections

  @Test
  void connection_isUsedAgain() {
    vendor.on("GET", "/a", Answer.json("1").cutEvery(1));
    for (int i = 0; i < 5; i++) {
      assertThat(text("/a")).isEqualTo("1");
    }
    assertThat(vendor.connections()).isEqualTo(1);
    assertThat(trial.upstream.client().connections()).isEqualTo(1);
  }

  @Test
  void connection_thatTheUpstreamCloses_isNotUsedAgain() {
    vendor.on("GET", "/a", Answer.json("1").header("connection", "close").close());
    assertThat(text("/a")).isEqualTo("1");
    assertThat(text("/a")).isEqualTo("1");
    assertThat(vendor.connections()).isEqualTo(2);
  }

  @Test
  void connections_areBounded_restWaitsOrIsRefused() throws InterruptedException {
    use(connections(1, 1, Optional.empty(), Optional.empty()), Timeouts.DEFAULTS);
    CountDownLatch go = new CountDownLatch(1);
    vendor.on(
        "GET",
        "/slow",
        Answer.of(200).header("content-length", "2").write("o").await(go).write("k"));
    CollectingSubscriber first = trial.run(get(vendor.uri("/slow")));
    vendor.awaitRequest();
    CollectingSubscriber second = trial.run(get(vendor.uri("/slow")));
    CollectingSubscriber third = trial.run(get(vendor.uri("/slow")));
    assertThat(Trial.failure(Trial.await(third)).kind()).isEqualTo(FailureKind.OVERLOADED);
    go.countDown();
    assertThat(Trial.await(first).text()).isEqualTo("ok");
    assertThat(Trial.await(second).text()).isEqualTo("ok");
    assertThat(vendor.connections()).isEqualTo(1);
  }

  @Test
  void waiting_whoLeaves_leavesRoom() throws InterruptedException {
    use(connections(1, 1, Optional.empty(), Optional.empty()), Timeouts.DEFAULTS);
    vendor.on("GET", "/slow", Answer.of(200).header("content-length", "2").write("o").stall());
    vendor.on("GET", "/a", Answer.json("1"));
    CollectingSubscriber first = trial.run(get(vendor.uri("/slow")));
    vendor.awaitRequest();
    CollectingSubscriber second = trial.run(get(vendor.uri("/a")));
    second.cancel();
    CollectingSubscriber third = trial.run(get(vendor.uri("/a")));
    first.cancel();
    assertThat(Trial.await(third).text()).isEqualTo("1");
  }

  /** Long before any limit of time would cut it. */
  @Test
  void cancel_reachesTheUpstream() throws InterruptedException {
    vendor.on("GET", "/slow", Answer.of(200).header("content-length", "9").write("o").stall());
    CollectingSubscriber seen = trial.run(get(vendor.uri("/slow")));
    vendor.awaitRequest();
    seen.cancel();
    assertThat(vendor.awaitClosedByPeer(Trial.PATIENCE.toMillis() / 2)).isTrue();
  }

  // ---- time

  @Test
  void silence_beforeAndBetween_isTimedOut() {
    FakeTicker ticker = new FakeTicker();
    trial.close();
    trial = new Trial(ConnectionConfig.DEFAULTS, Trial.timeouts(60_000, 20, 20, 60_000), ticker);
    vendor.on("GET", "/good", Answer.json("fine"));
    for (Answer silent :
        List.of(
            Answer.of(200).header("content-length", "2").stall(),
            Answer.of(200).header("content-length", "2").write("o").stall(),
            Answer.raw("HTTP/1.1 200 OK\r\nx").stall())) {
      vendor.on("GET", "/odd", silent);
      CollectingSubscriber seen = trial.run(get(vendor.uri("/odd")));
      while (!seen.awaitEnd(Duration.ofMillis(20))) {
        ticker.advance(Duration.ofMillis(20)); // until the deadline
      }
      assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.TIMED_OUT);
      assertThat(Trial.failure(seen)).hasMessageContaining(" 20 ms");
      assertThat(text("/good")).as("the next request, while no time passes").isEqualTo("fine");
    }
  }

  @Test
  void total_isTimedOut_howeverBusyTheUpstream() {
    use(ConnectionConfig.DEFAULTS, Trial.timeouts(2_000, 2_000, 2_000, 150));
    vendor.on("GET", "/slow", Answer.of(200).header("content-length", "9").write("o").stall());
    assertThat(Trial.failure(trial.whole(get(vendor.uri("/slow")))).kind())
        .isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void nobodyThere_isUnreachable() throws IOException {
    use(ConnectionConfig.DEFAULTS, Trial.timeouts(5_000, 60_000, 60_000, 60_000));
    try (Socket deaf = new Socket()) { // has the port and does not listen
      deaf.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      for (String host : List.of("127.0.0.1", "no-such-host.invalid")) {
        URI nobody = URI.create("http://" + host + ":" + deaf.getLocalPort() + "/");
        assertThat(Trial.failure(trial.whole(get(nobody))).kind())
            .as(host)
            .isEqualTo(FailureKind.UNREACHABLE);
      }
    }
  }

  @Test
  void localhost_isResolvedByTheHostsFile() {
    vendor.on("GET", "/a", Answer.json("1"));
    CollectingSubscriber seen =
        trial.whole(get(URI.create("http://localhost:" + vendor.port() + "/a")));
    assertThat(seen.text()).isEqualTo("1");
  }

  // ---- odd answers

  @Test
  void oddAnswers_failWell_andSpoilNothing() {
    assertThat(kind(Answer.of(200).header("content-length", "10").write("12345").close()))
        .isEqualTo(FailureKind.UNREACHABLE);
    assertThat(kind(Answer.of(200).header("transfer-encoding", "chunked").write("zz\r\n")))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.raw("nonsense\r\n\r\n").close()))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.raw("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n").close()))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.of(200).header("x-bomb", "x".repeat(40_000)).write("1")))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.of(200).write("x".repeat((1 << 20) + 1))))
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(kind(Answer.raw("").close())).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(kind(Answer.of(302).header("location", "/good")))
        .as("redirects are not followed")
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void moreThanPromised_isNotTakenForTheNextAnswer() {
    vendor.on(
        "GET",
        "/more",
        Answer.of(200).header("content-length", "2").write("okHTTP/1.1 200 OK\r\n\r\nevil"));
    vendor.on("GET", "/a", Answer.json("1"));
    for (int i = 0; i < 10; i++) {
      assertThat(text("/more")).isEqualTo("ok");
      assertThat(text("/a")).isEqualTo("1");
    }
  }

  @Test
  void provisionalAnswers_arePassedOver() {
    vendor.on(
        "GET",
        "/a",
        Answer.raw(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
    assertThat(text("/a")).isEqualTo("ok");
  }

  @Test
  void answerWithoutLength_endsWithTheConnection() {
    vendor.on("GET", "/a", Answer.raw("HTTP/1.1 200 OK\r\n\r\nall of it").close());
    assertThat(text("/a")).isEqualTo("all of it");
  }

  // ---- back-pressure

  @Test
  void largeRequestBody_arrivesWhole() {
    vendor.on("POST", "/up", request -> Answer.json(Integer.toString(request.body().length)));
    ByteBuffer piece = ByteBuffer.wrap(new byte[4 << 20]);
    CollectingSubscriber seen =
        trial.whole(
            out ->
                out.call(
                    HttpCall.post(vendor.uri("/up"))
                        .body("application/octet-stream", piece, piece.duplicate()),
                    100,
                    answer -> {
                      out.emit(new GenerationEvent.TextDelta(answer.text()));
                      out.finish(FinishReason.STOP, Usage.UNREPORTED);
                    }));
    assertThat(seen.text()).isEqualTo(Integer.toString(8 << 20));
  }

  @Test
  void slowCaller_pausesTheUpstream() {
    byte[] much = new byte[32 << 20];
    vendor.on("GET", "/big", Answer.bytes("video/mp4", much));
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
    assertThat(trial.whole(attempt).media(0)).hasSize(much.length); // the measure of time
    assertThat(slow.events()).hasSize(1);
    slow.requestAll();
    assertThat(Trial.await(slow).media(0)).hasSize(much.length);
  }

  // ---- TLS

  @TempDir private Path folder;

  @Test
  void tls_isVerified() throws Exception {
    TestCertificate good = TestCertificate.make("127.0.0.1", folder);
    TestCertificate other = TestCertificate.make("other.example", folder);
    Path right = good.pem();
    Path wrong = other.pem();
    try (HttpDouble secure = HttpDouble.startTls(good.context().getServerSocketFactory());
        HttpDouble foreign = HttpDouble.startTls(other.context().getServerSocketFactory())) {
      secure.on("GET", "/a", Answer.json("1"));
      foreign.on("GET", "/a", Answer.json("1"));
      assertThat(Trial.failure(trial.whole(get(secure.uri("/a")))).kind())
          .as("an authority that nobody knows")
          .isEqualTo(FailureKind.UNREACHABLE);
      use(connections(4, 4, Optional.empty(), Optional.of(right)), Timeouts.DEFAULTS);
      assertThat(trial.whole(get(secure.uri("/a"))).text()).isEqualTo("1");
      use(connections(4, 4, Optional.empty(), Optional.of(wrong)), Timeouts.DEFAULTS);
      assertThat(Trial.failure(trial.whole(get(foreign.uri("/a")))).kind())
          .as("a certificate for another name")
          .isEqualTo(FailureKind.UNREACHABLE);
      assertThat(secure.requests()).hasSize(1);
      assertThat(foreign.requests()).isEmpty();
    }
  }

  // ---- proxies

  @Test
  void proxy_isAskedToConnect_withItsCredentials() throws Exception {
    vendor.on("GET", "/a", Answer.json("1"));
    StringBuffer asked = new StringBuffer();
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> tunnel(proxy, asked));
      thread.setDaemon(true);
      thread.start();
      use(
          connections(
              4,
              4,
              Optional.of(URI.create("http://127.0.0.1:" + proxy.getLocalPort())),
              Optional.empty()),
          Timeouts.DEFAULTS);
      assertThat(text("/a")).isEqualTo("1");
    }
    assertThat(asked.toString())
        .startsWith("CONNECT 127.0.0.1:" + vendor.port())
        .contains("proxy-authorization: Basic dXNlcjp3b3Jk");
    assertThat(vendor.requests().get(0).headers()).doesNotContainKey("proxy-authorization");
  }

  private void tunnel(ServerSocket proxy, StringBuffer asked) {
    try (Socket client = proxy.accept();
        Socket server = new Socket("127.0.0.1", vendor.port())) {
      InputStream in = client.getInputStream();
      while (!asked.toString().endsWith("\r\n\r\n")) {
        asked.append((char) in.read());
      }
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back =
          new Thread(
              () -> {
                try {
                  server.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException ended) {
                  asked.append("|ended");
                }
              });
      back.setDaemon(true);
      back.start();
      in.transferTo(server.getOutputStream());
    } catch (IOException ended) {
      asked.append("|ended");
    }
  }

  /** Keeps the reader honest: what is thrown in it ends its stream and nothing else. */
  @Test
  void readerThatThrows_endsItsStreamOnly() {
    vendor.on("GET", "/a", Answer.json("1"));
    HttpReader broken =
        new HttpReader() {
          @Override
          public void head(HttpHead head) {
            throw new IllegalStateException("bug");
          }

          @Override
          public void body(ByteBuf piece) {}

          @Override
          public void end() {}

          @Override
          public void failed(ProviderException failure) {}
        };
    CollectingSubscriber seen =
        trial.whole(out -> out.open(HttpCall.get(vendor.uri("/a")), broken));
    assertThat(Trial.failure(seen).kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(text("/a")).isEqualTo("1");
  }
}
