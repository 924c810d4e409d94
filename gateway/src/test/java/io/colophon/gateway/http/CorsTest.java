package io.colophon.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages of other origins. */
class CorsTest {
  private static final String PREFLIGHT =
      "OPTIONS /e HTTP/1.1\r\nhost: t\r\naccess-control-request-method: POST\r\n"
          + "access-control-request-headers: authorization, x-odd\r\norigin: ";
  private static final String POST = "POST /e HTTP/1.1\r\nhost: t\r\ncontent-length: 2\r\norigin: ";

  private static ServerUnderTest server(String... origins) throws Exception {
    HttpSettings s = ServerUnderTest.SETTINGS;
    return ServerUnderTest.with(
        new HttpSettings(
            s.maxHeaderBytes(),
            s.headTimeoutNanos(),
            s.bodyTimeoutNanos(),
            s.idleTimeoutNanos(),
            s.stallTimeoutNanos(),
            s.maxStreams(),
            List.of(origins)),
        ServerUnderTest.echo("/e", 100));
  }

  @Test
  void preflight_ofAConfiguredOrigin_isAllowed() throws Exception {
    try (ServerUnderTest server = server("https://chat.example");
        RawHttp client = server.connect()) {
      RawHttp.Answer yes = client.send(PREFLIGHT + "https://chat.example\r\n\r\n").answer();
      assertThat(yes.status()).isEqualTo(204);
      assertThat(yes.header("access-control-allow-origin")).isEqualTo("https://chat.example");
      assertThat(yes.header("access-control-allow-methods")).isEqualTo("POST, OPTIONS");
      assertThat(yes.header("access-control-allow-headers")).isEqualTo("authorization, x-odd");
      assertThat(yes.header("vary")).isEqualTo("origin");
    }
  }

  @Test
  void preflight_ofAnotherOrigin_getsNoWordOfIt() throws Exception {
    try (ServerUnderTest server = server("https://chat.example");
        RawHttp client = server.connect()) {
      RawHttp.Answer no = client.send(PREFLIGHT + "https://evil.example\r\n\r\n").answer();
      assertThat(no.headers())
          .doesNotContainKey("access-control-allow-origin")
          .doesNotContainKey("access-control-allow-methods");
    }
  }

  @Test
  void answer_toAConfiguredOrigin_mayBeRead() throws Exception {
    try (ServerUnderTest server = server("https://chat.example");
        RawHttp client = server.connect()) {
      RawHttp.Answer answer = client.send(POST + "https://chat.example\r\n\r\nok").answer();
      assertThat(answer.header("access-control-allow-origin")).isEqualTo("https://chat.example");
      assertThat(answer.header("access-control-expose-headers")).isEqualTo("*");
    }
  }

  @Test
  void answer_withoutConfiguredOrigins_saysNothing() throws Exception {
    try (ServerUnderTest server = server();
        RawHttp client = server.connect()) {
      RawHttp.Answer answer = client.send(POST + "https://chat.example\r\n\r\nok").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).doesNotContainKeys("access-control-allow-origin", "vary");
    }
  }

  @Test
  void answer_toAnyOrigin_whereAllAreAllowed() throws Exception {
    try (ServerUnderTest server = server("*");
        RawHttp client = server.connect()) {
      RawHttp.Answer answer = client.send(POST + "https://chat.example\r\n\r\nok").answer();
      assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
    }
  }
}
