package io.colophon.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClientTest extends HttpClientTrial {
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
}
