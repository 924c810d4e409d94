package io.colophon.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bodies: too large, half sent, badly framed. */
class BodiesTest {
  private static final int LIMIT = 100_000;
  private static final String NEXT = "POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 2\r\n\r\nok";

  @Test
  void body_chunkedInPieces_isWhole() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
      client.send("4\r\ndefg\r\n0\r\n\r\n");
      assertThat(client.answer().text()).isEqualTo("abcdefg");
      assertThat(client.send(NEXT).answer().text()).isEqualTo("ok");
    }
  }

  @Test
  void body_lengthOverTheLimit_is413BeforeItIsSent() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 52428800\r\n\r\nxxx");
      RawHttp.Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.text()).contains("MESSAGE_TOO_LARGE").contains("100000 bytes");
      assertThat(refused.header("connection")).isEqualTo("close");
      assertThat(client.endsNow()).isTrue();
    }
  }

  @Test
  void body_fiftyMegabytesSentAnyway_getsItsAnswer() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 52428800\r\n\r\n");
      byte[] piece = new byte[1024 * 1024];
      for (int i = 0; i < 50; i++) {
        client.send(piece);
      }
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void body_chunkedOverTheLimit_is413() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", 4));
        RawHttp client = server.connect()) {
      client.send(
          "POST /e HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n6\r\nabcdef\r\n");
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.endsNow()).isTrue();
    }
  }

  @Test
  void body_halfSent_is408AfterTheTimeout() throws Exception {
    HttpSettings quick = quickBody();
    try (ServerUnderTest server = ServerUnderTest.with(quick, ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 100\r\n\r\nhalf");
      RawHttp.Answer late = client.answer();
      assertThat(late.status()).isEqualTo(408);
      assertThat(late.text()).contains("DEADLINE_EXCEEDED");
      assertThat(late.header("connection")).isEqualTo("close");
      assertThat(client.endsNow()).isTrue();
    }
  }

  @Test
  void headers_thatNeverEnd_areCutOff() throws Exception {
    HttpSettings quick =
        new HttpSettings(
            8192,
            Duration.ofMillis(100).toNanos(),
            ServerUnderTest.SETTINGS.bodyTimeoutNanos(),
            ServerUnderTest.SETTINGS.idleTimeoutNanos(),
            ServerUnderTest.SETTINGS.stallTimeoutNanos(),
            100,
            java.util.List.of());
    try (ServerUnderTest server = ServerUnderTest.with(quick, ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect();
        RawHttp silent = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nx-slow: lo");
      assertThat(client.endsNow()).isTrue();
      assertThat(silent.endsNow()).isTrue();
    }
  }

  @Test
  void headers_tooLong_are431() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("GET /e HTTP/1.1\r\nx-long: " + "x".repeat(9000) + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(431);
    }
  }

  @Test
  void firstLine_tooLong_is414() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("GET /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(414);
    }
  }

  @Test
  void chunk_withoutALength_is400() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("POST /e HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n");
      RawHttp.Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("MESSAGE_MALFORMED");
      assertThat(client.endsNow()).isTrue();
    }
  }

  @Test
  void expect100_smallBody_isToldToGoOn() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send(
          "POST /e HTTP/1.1\r\nhost: t\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
      assertThat(client.head().status()).isEqualTo(100);
      assertThat(client.send("ok").answer().text()).isEqualTo("ok");
    }
  }

  @Test
  void unknownPath_withASmallBody_keepsTheConnection() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send("POST /x HTTP/1.1\r\nhost: t\r\ncontent-length: 5\r\n\r\nab");
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.send("cde" + NEXT).answer().text()).isEqualTo("ok");
    }
  }

  @Test
  void contentEncoding_gzip_is415() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", LIMIT));
        RawHttp client = server.connect()) {
      client.send(
          "POST /e HTTP/1.1\r\nhost: t\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\nxx");
      assertThat(client.answer().status()).isEqualTo(415);
      assertThat(client.send(NEXT).answer().text()).isEqualTo("ok");
    }
  }

  private static HttpSettings quickBody() {
    return new HttpSettings(
        8192,
        ServerUnderTest.SETTINGS.headTimeoutNanos(),
        Duration.ofMillis(100).toNanos(),
        ServerUnderTest.SETTINGS.idleTimeoutNanos(),
        ServerUnderTest.SETTINGS.stallTimeoutNanos(),
        100,
        java.util.List.of());
  }
}
