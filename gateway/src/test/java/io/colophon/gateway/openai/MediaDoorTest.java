package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.testkit.FakeUpstream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway for pictures, sound and films, asked in OpenAI's dialect. */
abstract class MediaDoorTest {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String CONFIG =
      """
      providers:
        memory: { type: in-memory, media-chunk: 512, text: "heard it" }
        fake: { type: scripted }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
        - match: { model: speak, modality: audio }
          targets: [ { provider: memory, model: memory-audio } ]
        - match: { model: film, modality: video }
          targets: [ { provider: memory, model: memory-video } ]
        - match: { model: seen, modality: image }
          targets: [ { provider: fake, model: a } ]
        - match: { model: seen-audio, modality: audio }
          targets: [ { provider: fake, model: a } ]
        - match: { model: seen-film, modality: video }
          targets: [ { provider: fake, model: a } ]
      """;

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
    for (String line : stream.split("\n")) {
      if (line.startsWith("data: ")) {
        data.add(json(line.substring(6)));
      }
    }
    return data;
  }

  RawHttp.Answer get(String path, String... headers) throws IOException {
    return client
        .send("GET " + path + " HTTP/1.1\r\nhost: t\r\n" + String.join("", headers) + "\r\n")
        .answer();
  }

  /** A form: fields as name and value, files as name, file name, type and content. */
  RawHttp.Answer form(String path, Object[]... parts) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Object[] part : parts) {
      body.writeBytes("--b0undary\r\ncontent-disposition: form-data; name=\"".getBytes(UTF_8));
      body.writeBytes(part[0].toString().getBytes(UTF_8));
      if (part.length == 2) {
        body.writeBytes(("\"\r\n\r\n" + part[1]).getBytes(UTF_8));
      } else {
        body.writeBytes(
            ("\"; filename=\"" + part[1] + "\"\r\ncontent-type: " + part[2] + "\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes((byte[]) part[3]);
      }
      body.writeBytes("\r\n".getBytes(UTF_8));
    }
    body.writeBytes("--b0undary--\r\n".getBytes(UTF_8));
    client.send(
        "POST "
            + path
            + " HTTP/1.1\r\nhost: t\r\ncontent-type: multipart/form-data; boundary=b0undary\r\n"
            + "content-length: "
            + body.size()
            + "\r\n\r\n");
    return client.send(body.toByteArray()).answer();
  }

  static Object[] field(String name, String value) {
    return new Object[] {name, value};
  }

  static Object[] file(String name, String fileName, String type, byte[] bytes) {
    return new Object[] {name, fileName, type, bytes};
  }

  static byte[] png(int type, int argb) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, type);
    image.setRGB(3, 3, argb);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
