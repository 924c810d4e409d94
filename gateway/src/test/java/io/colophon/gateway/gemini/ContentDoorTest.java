package io.colophon.gateway.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.FakeUpstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with a scripted upstream behind model {@code chat}, asked in Google's dialect. */
abstract class ContentDoorTest {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String UNARY = "/v1beta/models/chat:generateContent";
  static final String STREAM = "/v1beta/models/chat:streamGenerateContent?alt=sse";
  static final String ARRAY = "/v1beta/models/chat:streamGenerateContent";
  static final String HI = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]";
  static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
        memory: { type: in-memory, media-chunk: 512 }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
        - match: { model: draw-seen, modality: image }
          targets: [ { provider: fake, model: a } ]
      """;
  static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 20)
          .with(UsageUnit.CACHE_READ_TOKENS, 12)
          .with(UsageUnit.OUTPUT_TOKENS, 7)
          .with(UsageUnit.REASONING_TOKENS, 4)
          .build();

  @TempDir Path folder;
  RunningGateway gateway;
  RawHttp client;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
    client = RawHttp.to(gateway.gateway().addresses().http());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
  }

  FakeUpstream upstream() {
    return gateway.upstream("fake");
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  static List<JsonNode> data(String stream) {
    List<JsonNode> data = new ArrayList<>();
    for (String line : stream.split("\r?\n")) {
      if (line.startsWith("data: ")) {
        data.add(json(line.substring(6)));
      }
    }
    return data;
  }

  static WireFrame frame(String dialect, String bytes) {
    return new WireFrame(dialect, ByteBuffer.wrap(bytes.getBytes(UTF_8)));
  }
}
