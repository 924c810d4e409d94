package io.colophon.gateway.openai;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.testkit.FakeUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway with one scripted upstream behind model {@code chat}, and a caller of its REST port.
 */
abstract class DoorTest {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
        - match: { model: "org/chat", modality: text }
          targets: [ { provider: fake, model: b } ]
      """;

  @TempDir Path folder;
  RunningGateway gateway;
  RawHttp client;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
    client = connect();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
  }

  final RawHttp connect() throws IOException {
    return RawHttp.to(gateway.gateway().addresses().http());
  }

  final FakeUpstream upstream() {
    return gateway.upstream("fake");
  }

  final GenerationRequest.Text asked() {
    return (GenerationRequest.Text) upstream().calls().get(0).request();
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  static JsonNode json(RawHttp.Answer answer) {
    return json(answer.text());
  }

  /** The data of each event of a stream, {@code [DONE]} included. */
  static List<String> data(RawHttp.Answer stream) {
    List<String> data = new ArrayList<>();
    for (String line : stream.text().split("\n")) {
      if (line.startsWith("data: ")) {
        data.add(line.substring(6));
      }
    }
    return data;
  }
}
