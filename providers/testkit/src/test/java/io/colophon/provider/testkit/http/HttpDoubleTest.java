package io.colophon.provider.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tried with the JDK's own client. */
class HttpDoubleTest {
  private final HttpDouble server = HttpDouble.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    server.close();
  }

  private String get(String path) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void answers_inTurn_lastAgain() throws Exception {
    server.on("GET", "/a*", Answer.json("1"), Answer.json("2").cutEvery(1));
    assertThat(get("/a?x=1")).isEqualTo("1");
    assertThat(get("/ab")).isEqualTo("2");
    assertThat(get("/a")).isEqualTo("2");
    assertThat(server.requests())
        .extracting(Request::target)
        .containsExactly("/a?x=1", "/ab", "/a");
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void body_chunked_isRemembered() throws Exception {
    server.on(
        "POST", "/", request -> Answer.events("data: " + request.text() + "\n\n").cutEvery(2));
    byte[] words = "hello".getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/"))
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(words)))
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("data: hello\n\n");
  }

  @Test
  void close_early_isSeen() {
    server.on("GET", "/", Answer.of(200).header("content-length", "10").write("12345").close());
    assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
  }

  @Test
  void socket_talks() throws Exception {
    server.onSocket(
        "/ws",
        (handshake, session) -> {
          SocketSession.Frame frame = session.receive();
          session.text(frame == null ? "nothing" : frame.text() + "!");
          session.close(1000, "done");
        });
    CompletableFuture<String> heard = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                server.socketUri("/ws"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket socket, CharSequence data, boolean last) {
                    heard.complete(data.toString());
                    return CompletableFuture.completedFuture(null);
                  }
                })
            .get(60, TimeUnit.SECONDS);
    socket.sendText("hi", true).get(60, TimeUnit.SECONDS);
    assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo("hi!");
  }
}
