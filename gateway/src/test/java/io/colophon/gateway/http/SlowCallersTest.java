package io.colophon.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers who keep a connection and do nothing with it. */
class SlowCallersTest {
  private static final long LONG = Duration.ofSeconds(120).toNanos();
  private static final long SHORT = Duration.ofMillis(100).toNanos();
  private static final Duration MORE_THAN_SHORT = Duration.ofMillis(200);

  private static HttpSettings settings(long idle, long stall) {
    return new HttpSettings(8192, LONG, LONG, idle, stall, 100, List.of());
  }

  @Test
  void answer_nobodyReads_isGivenUp() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Route large =
        Route.get(
            "/l",
            NeutralErrors.INSTANCE,
            exchange -> {
              exchange.onGone(gone::countDown);
              exchange.begin(200, "application/octet-stream");
              exchange.write(ByteBuffer.wrap(new byte[32 * 1024 * 1024]));
            });
    try (ServerUnderTest server = ServerUnderTest.with(settings(LONG, SHORT), large);
        RawHttp client = RawHttp.to(server.port(), 8192)) {
      client.send("GET /l HTTP/1.1\r\nhost: t\r\n\r\n");
      client.head();

      assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void connection_idle_isClosed() throws Exception {
    FakeTicker ticker = new FakeTicker();
    try (ServerUnderTest server =
            ServerUnderTest.with(settings(SHORT, LONG), ticker, ServerUnderTest.echo("/e", 10));
        RawHttp client = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 2\r\n\r\nok").answer();

      ticker.advance(MORE_THAN_SHORT);

      assertThat(client.endsNow()).isTrue();
    }
  }

  @Test
  void answer_thatTakesLong_isNotIdle() throws Exception {
    FakeTicker ticker = new FakeTicker();
    Route slow =
        Route.get(
            "/s",
            NeutralErrors.INSTANCE,
            exchange -> {
              Thread later =
                  new Thread(
                      () -> {
                        try (RawHttp other = RawHttp.to(portOf(exchange))) {
                          // Ends when the server has found this second connection idle.
                          other.send("POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 0\r\n\r\n");
                          other.answer();
                          ticker.advance(MORE_THAN_SHORT);
                          assertThat(other.endsNow()).isTrue();
                          exchange.empty(204);
                        } catch (java.io.IOException failed) {
                          exchange.fail(failed);
                        }
                      });
              later.start();
            });
    try (ServerUnderTest server =
            ServerUnderTest.with(
                settings(SHORT, LONG), ticker, slow, ServerUnderTest.echo("/e", 10));
        RawHttp client = server.connect()) {
      client.send("GET /s HTTP/1.1\r\nhost: 127.0.0.1:" + server.port() + "\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(204);
    }
  }

  private static int portOf(Exchange exchange) {
    String host = String.valueOf(exchange.requestHeader("host"));
    return Integer.parseInt(host.substring(host.indexOf(':') + 1));
  }
}
