package io.colophon.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever a caller breaks off, no buffer stays behind. */
class NoLeakTest {
  private static final String FORM_HEAD =
      "POST /u HTTP/1.1\r\nhost: t\r\ncontent-type: multipart/form-data; boundary=x\r\n"
          + "content-length: 500000\r\n\r\n--x\r\ncontent-disposition: form-data; name=\"f\"; "
          + "filename=\"f\"\r\n\r\n";

  @Test
  void connections_brokenOffAnywhere_leaveNoBuffers() throws Exception {
    ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    Logger netty = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    netty.addAppender(said);
    CountDownLatch streams = new CountDownLatch(20);
    Route upload =
        Route.post("/u", BodyRule.multipart(1_000_000), NeutralErrors.INSTANCE, x -> x.empty(204));
    Route stream =
        Route.get(
            "/s",
            NeutralErrors.INSTANCE,
            exchange -> {
              exchange.onGone(streams::countDown);
              exchange.beginEvents();
              exchange.write("data: 1\n\n".getBytes(UTF_8));
            });
    try (ServerUnderTest server =
        ServerUnderTest.with(upload, stream, ServerUnderTest.echo("/e", 100_000))) {
      for (int i = 0; i < 20; i++) {
        breakOff(server, "POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 50000\r\n\r\nhalf");
        breakOff(server, FORM_HEAD + "y".repeat(100_000));
        breakOff(server, "POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 9999999\r\n\r\nlarge");
        breakOff(server, "GET /s HTTP/1.1\r\nhost: t\r\n\r\n".repeat(5));
      }
      assertThat(streams.await(60, TimeUnit.SECONDS)).isTrue();
    }
    for (int i = 0; i < 5; i++) {
      System.gc();
      // What leaked is only told when another buffer is taken.
      PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
      PooledByteBufAllocator.DEFAULT.heapBuffer(64).release();
    }
    netty.detachAppender(said);
    ResourceLeakDetector.setLevel(before);
    assertThat(said.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
  }

  /** Sends, waits until the server answered or took it, and hangs up. */
  private static void breakOff(ServerUnderTest server, String bytes) throws Exception {
    try (RawHttp client = server.connect()) {
      client.send(bytes);
      if (bytes.startsWith("GET")) {
        client.head();
      }
    }
  }
}
