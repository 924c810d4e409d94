package io.colophon.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.GenerationRequest;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with a scripted upstream behind model {@code chat}, asked in Anthropic's dialect. */
abstract class MessagesDoorTest {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String PATH = "/v1/messages";
  static final String HI =
      "{\"model\":\"chat\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
  static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;
  static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 20)
          .with(UsageUnit.CACHE_READ_TOKENS, 12)
          .with(UsageUnit.CACHE_WRITE_TOKENS, 3)
          .with(UsageUnit.OUTPUT_TOKENS, 7)
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

  GenerationRequest.Text asked() {
    return (GenerationRequest.Text) upstream().calls().get(0).request();
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** Names and data of a stream's events. */
  static List<Map.Entry<String, JsonNode>> events(String stream) {
    List<Map.Entry<String, JsonNode>> events = new ArrayList<>();
    String name = "";
    for (String line : stream.split("\n")) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        events.add(Map.entry(name, json(line.substring(6))));
      }
    }
    return events;
  }

  static WireFrame frame(String bytes) {
    return new WireFrame(Dialects.ANTHROPIC_MESSAGES, ByteBuffer.wrap(bytes.getBytes(UTF_8)));
  }

  static GenerationEvent relayed(String bytes, Place place) {
    return new GenerationEvent.Relayed(frame(bytes), place);
  }
}
