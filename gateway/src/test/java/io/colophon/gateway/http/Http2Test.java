package io.colophon.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * HTTP/2 in plain text, with a client of the JDK: it asks for an upgrade with its first request.
 */
class Http2Test {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_2)
          .connectTimeout(Duration.ofSeconds(60))
          .build();

  private static HttpRequest.Builder to(ServerUnderTest server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  @Test
  void upgrade_firstPostWithABody_isAnsweredInHttp2() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", 1_000_000))) {
      HttpRequest first =
          to(server, "/e").POST(HttpRequest.BodyPublishers.ofString("hello")).build();

      HttpResponse<String> answer = client.send(first, HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> second = client.send(first, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(second.body()).isEqualTo("hello");
      assertThat(second.headers().firstValue("x-request-id")).isPresent();
      assertThat(second.headers().firstValue("connection")).isEmpty();
    }
  }

  @Test
  void streams_manyAtOnce_areAllAnswered() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", 1_000_000))) {
      client.send(
          to(server, "/e").POST(HttpRequest.BodyPublishers.ofString("warm")).build(),
          HttpResponse.BodyHandlers.ofString());
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      String body = "b".repeat(200_000);
      for (int i = 0; i < 20; i++) {
        answers.add(
            client.sendAsync(
                to(server, "/e").POST(HttpRequest.BodyPublishers.ofString(body + i)).build(),
                HttpResponse.BodyHandlers.ofString()));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(answers.get(i).get(60, TimeUnit.SECONDS).body()).isEqualTo(body + i);
      }
    }
  }

  @Test
  void body_tooLarge_is413AndTheConnectionGoesOn() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.with(ServerUnderTest.echo("/e", 10))) {
      HttpRequest warm = to(server, "/e").POST(HttpRequest.BodyPublishers.ofString("w")).build();
      client.send(warm, HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> refused =
          client.send(
              to(server, "/e").POST(HttpRequest.BodyPublishers.ofString("b".repeat(50))).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(client.send(warm, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void stream_callerResets_exchangeIsGone() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Route endless =
        Route.get(
            "/s",
            NeutralErrors.INSTANCE,
            exchange -> {
              exchange.onGone(gone::countDown);
              exchange.beginEvents();
              exchange.write("data: 1\n\n".getBytes(UTF_8));
              begun.countDown();
            });
    try (ServerUnderTest server = ServerUnderTest.with(endless, ServerUnderTest.echo("/e", 10))) {
      client.send(
          to(server, "/e").POST(HttpRequest.BodyPublishers.ofString("w")).build(),
          HttpResponse.BodyHandlers.ofString());
      HttpResponse<java.io.InputStream> answer =
          client.send(to(server, "/s").build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body().readNBytes(9)).isEqualTo("data: 1\n\n".getBytes(UTF_8));

      answer.body().close(); // RST_STREAM; the connection stays

      assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(begun.getCount()).isZero();
      assertThat(
              client
                  .send(
                      to(server, "/e").POST(HttpRequest.BodyPublishers.ofString("w")).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
