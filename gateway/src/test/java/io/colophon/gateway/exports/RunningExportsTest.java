package io.colophon.gateway.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole gateway that hands its usage on. */
class RunningExportsTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String CONFIG =
      """
      server: { drain-timeout: 60s }
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;

  private record Posted(HttpHeaders headers, String body) {}

  private final List<Posted> posted = new CopyOnWriteArrayList<>();

  @TempDir Path folder;
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          posted.add(
              new Posted(HttpHeaders.of(exchange.getRequestHeaders(), (a, b) -> true), body));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void hangUp() {
    receiver.stop(0);
  }

  private String http(String name) {
    return "exports:\n  - { name: "
        + name
        + ", http: { url: 'http://localhost:"
        + receiver.getAddress().getPort()
        + "/', secret: "
        + SECRET
        + ", authorization: Bearer t0ken } }\n";
  }

  private static void generate(RunningGateway gateway) {
    gateway.upstream("fake").otherwise(request -> Script.saying("hello"));
    var unused = gateway.generation().generate(Requests.text("chat", "hi").build());
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (Posted request : posted) {
      JsonMapper.shared()
          .readTree(request.body())
          .forEach(event -> ids.add(event.path("id").asString()));
    }
    return ids;
  }

  @Test
  void http_generation_isPostedSignedAsWebhooksAre() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG + http("meter"))) {
      generate(gateway);
      await().atMost(Duration.ofSeconds(60)).until(() -> posted.size() == 1);
    }
    Posted request = posted.get(0);
    new Webhook(SECRET).verify(request.body(), request.headers());
    JsonNode event = JsonMapper.shared().readTree(request.body()).get(0);
    assertThat(request.headers().firstValue("authorization")).contains("Bearer t0ken");
    assertThat(event.path("type").asString()).isEqualTo("io.colophon.usage.settled.v1");
    assertThat(event.path("source").asString()).matches("/colophon/[0-9a-f]+");
    assertThat(event.path("subject").asString()).isEqualTo("default");
    assertThat(event.at("/data/end_state").asString()).isEqualTo("completed");
    assertThat(event.at("/data/usage_id").asString() + ".0").isEqualTo(event.path("id").asString());
  }

  @Test
  void reload_exportComesGoesAndComesBack_missesNothing() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      generate(gateway);
      gateway.reload(CONFIG + http("meter"));
      await().atMost(Duration.ofSeconds(60)).until(() -> ids().size() == 1);
      gateway.reload(CONFIG);
      generate(gateway);
      gateway.reload(CONFIG + http("meter"));
      await().atMost(Duration.ofSeconds(60)).until(() -> ids().size() >= 2);
    }
    assertThat(ids()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void close_whatWasSettled_isInTheFiles() throws Exception {
    Path out = folder.resolve("out");
    String files = "exports: [{ name: files, file: { directory: '" + out + "' } }]\n";
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG + files)) {
      generate(gateway);
      generate(gateway);
    }
    List<Path> finished;
    try (Stream<Path> all = Files.list(out)) {
      finished = all.toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : finished) {
      assertThat(file.toString()).endsWith(".jsonl");
      lines.addAll(Files.readAllLines(file));
    }
    assertThat(lines).hasSize(2);
    assertThat(RunningGateway.data(folder).resolve("exports/files.place")).exists();
  }
}
