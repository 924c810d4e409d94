package io.colophon.gateway.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.colophon.gateway.config.ServerKind;
import io.colophon.gateway.config.SignalsConfig;
import io.colophon.gateway.routing.policy.TargetLoad;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalReaderTest {
  private static final long SECOND = 1_000_000_000L;

  private final TargetLoad load = new TargetLoad();
  private HttpServer server;
  private volatile byte[] page = new byte[0];
  private volatile int status = 200;
  private long now;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] answer = page;
          exchange.sendResponseHeaders(status, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private SignalReader reader() {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    return new SignalReader(
        "gpu",
        new SignalsConfig(address, Duration.ofSeconds(1), ServerKind.AUTO),
        List.of(load),
        Duration.ofMinutes(2),
        HttpClient.newHttpClient(),
        () -> now);
  }

  private static void ask(SignalReader reader) throws Exception {
    reader.ask().get(3, TimeUnit.MINUTES);
  }

  @Test
  void ask_busyServer_loadKnowsWhatOthersDoThere() throws Exception {
    page = MetricsPageTest.resource("vllm.txt");
    load.begin(1, 0);
    load.begin(1, 0);

    ask(reader());

    assertThat(load.underWay(SECOND)).isEqualTo(17 + 5);
    load.begin(1, 0); // ours since then
    assertThat(load.underWay(SECOND)).isEqualTo(17 + 5 + 1);
    assertThat(load.underWay(3 * SECOND + 1)).isEqualTo(3);
  }

  @Test
  void ask_serverFails_lastWordCountsUntilStale() throws Exception {
    page = MetricsPageTest.resource("sglang.txt");
    SignalReader reader = reader();
    ask(reader);
    status = 500;
    now = 2 * SECOND;
    ask(reader);

    assertThat(reader.failures()).isEqualTo(1);
    assertThat(load.underWay(2 * SECOND)).isEqualTo(162 + 2826);
    assertThat(load.underWay(4 * SECOND)).isZero();
  }

  @Test
  void ask_pageOfSomethingElse_isAFailure() throws Exception {
    page = "up 1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    SignalReader reader = reader();
    ask(reader);

    assertThat(reader.failures()).isEqualTo(1);
    assertThat(load.signals().isFresh(0)).isFalse();
  }

  @Test
  void ask_endlessPage_isCutOff() throws Exception {
    byte[] line = "x 1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] much = new byte[9 << 20];
    for (int i = 0; i < much.length; i++) {
      much[i] = line[i % line.length];
    }
    page = much;
    SignalReader reader = reader();
    ask(reader);

    assertThat(reader.failures()).isEqualTo(1);
  }

  @Test
  void ask_serverAway_isAFailure() throws Exception {
    SignalReader reader = reader();
    server.stop(0);
    ask(reader);

    assertThat(reader.failures()).isEqualTo(1);
  }
}
