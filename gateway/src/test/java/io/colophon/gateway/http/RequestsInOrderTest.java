package io.colophon.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What comes in on one connection, and in which order it is answered. */
class RequestsInOrderTest {
  private static final String GET_A = "GET /a HTTP/1.1\r\nhost: t\r\n\r\n";
  private static final String GET_B = "GET /b HTTP/1.1\r\nhost: t\r\n\r\n";

  private static Route says(String path, String text) {
    return Route.get(
        path,
        NeutralErrors.INSTANCE,
        exchange -> exchange.json(200, ('"' + text + '"').getBytes(UTF_8)));
  }

  @Test
  void connection_twoRequests_isKept() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(says("/a", "one"));
        RawHttp client = server.connect()) {
      assertThat(client.send(GET_A).answer().text()).isEqualTo("\"one\"");
      RawHttp.Answer second = client.send(GET_A).answer();
      assertThat(second.text()).isEqualTo("\"one\"");
      assertThat(second.header("x-request-id")).hasSize(26);
      assertThat(second.header("date")).endsWith("GMT");
    }
  }

  @Test
  void pipelined_firstAnswersLater_keepsTheOrder() throws Exception {
    AtomicReference<Exchange> held = new AtomicReference<>();
    CountDownLatch came = new CountDownLatch(1);
    Route later =
        Route.get(
            "/a",
            NeutralErrors.INSTANCE,
            exchange -> {
              held.set(exchange);
              came.countDown();
            });
    try (ServerUnderTest server = ServerUnderTest.with(later, says("/b", "two"));
        RawHttp client = server.connect()) {
      client.send(GET_A + GET_B + GET_B);
      came.await();
      held.get().json(200, "\"one\"".getBytes(UTF_8)); // from another thread

      assertThat(client.answer().text()).isEqualTo("\"one\"");
      assertThat(client.answer().text()).isEqualTo("\"two\"");
      assertThat(client.answer().text()).isEqualTo("\"two\"");
    }
  }

  @Test
  void pipelined_aThousand_areAllAnswered() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(says("/a", "one"));
        RawHttp client = server.connect()) {
      client.send(GET_A.repeat(1000));
      for (int i = 0; i < 1000; i++) {
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void pipelined_garbageAfterARequest_answersBothAndCloses() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(says("/a", "one"));
        RawHttp client = server.connect()) {
      client.send(GET_A + "\u0001\u0002 this is no HTTP\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      RawHttp.Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("connection")).isEqualTo("close");
      assertThat(refused.text()).contains("MESSAGE_MALFORMED");
      assertThat(client.endsNow()).isTrue();
    }
  }

  @Test
  void head_ofAGet_hasItsLengthAndNoBody() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(says("/a", "one"));
        RawHttp client = server.connect()) {
      client.send("HEAD /a HTTP/1.1\r\nhost: t\r\n\r\n");
      RawHttp.Answer head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-length")).isEqualTo("5");
      assertThat(client.send(GET_A).answer().text()).isEqualTo("\"one\"");
    }
  }

  @Test
  void path_unknown_is404InANeutralForm() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(says("/a", "one"));
        RawHttp client = server.connect()) {
      client.send("GET /nowhere HTTP/1.1\r\nhost: t\r\nx-request-id: mine\r\n\r\n");
      RawHttp.Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.text())
          .isEqualTo(
              "{\"error\":{\"message\":\"nothing answers at this path\",\"code\":\"NOT_FOUND\","
                  + "\"status\":404,\"request_id\":\"mine\"}}");
      assertThat(client.send(GET_A).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void method_ofAnotherKind_is405WithAllow() throws Exception {
    try (ServerUnderTest server =
            ServerUnderTest.with(says("/a", "one"), ServerUnderTest.echo("/a", 10));
        RawHttp client = server.connect()) {
      client.send("DELETE /a HTTP/1.1\r\nhost: t\r\n\r\n");
      RawHttp.Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
      client.send("OPTIONS /a HTTP/1.1\r\nhost: t\r\n\r\n");
      RawHttp.Answer options = client.answer();
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.header("allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
    }
  }

  @Test
  void endpoint_throws_is500AndTheConnectionGoesOn() throws Exception {
    Route broken =
        Route.get(
            "/b",
            NeutralErrors.INSTANCE,
            exchange -> {
              throw new IllegalStateException("secret detail");
            });
    try (ServerUnderTest server = ServerUnderTest.with(broken, says("/a", "one"));
        RawHttp client = server.connect()) {
      RawHttp.Answer failed = client.send(GET_B).answer();
      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.text()).contains("INTERNAL").doesNotContain("secret");
      assertThat(client.send(GET_A).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void http10_withoutKeepAlive_closesAfterTheAnswer() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(says("/a", "one"));
        RawHttp client = server.connect()) {
      RawHttp.Answer answer = client.send("GET /a HTTP/1.0\r\n\r\n").answer();
      assertThat(answer.text()).isEqualTo("\"one\"");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.endsNow()).isTrue();
    }
  }
}
