package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pictures, sound and films in OpenAI's dialect at a running gateway. */
class MediaDoorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONFIG =
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
  private RunningGateway gateway;
  private RawHttp client;

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

  private FakeUpstream upstream() {
    return gateway.upstream("fake");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static List<JsonNode> data(String stream) {
    List<JsonNode> data = new ArrayList<>();
    for (String line : stream.split("\n")) {
      if (line.startsWith("data: ")) {
        data.add(json(line.substring(6)));
      }
    }
    return data;
  }

  private RawHttp.Answer get(String path, String... headers) throws IOException {
    return client
        .send("GET " + path + " HTTP/1.1\r\nhost: t\r\n" + String.join("", headers) + "\r\n")
        .answer();
  }

  /** A form: fields as name and value, files as name, file name, type and content. */
  private RawHttp.Answer form(String path, Object[]... parts) throws IOException {
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

  private static Object[] field(String name, String value) {
    return new Object[] {name, value};
  }

  private static Object[] file(String name, String fileName, String type, byte[] bytes) {
    return new Object[] {name, fileName, type, bytes};
  }

  private static byte[] png(int type, int argb) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, type);
    image.setRGB(3, 3, argb);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  // ---- pictures

  @Test
  void images_two_areBase64WithTheirSizeAndReceipt() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/images/generations",
                "{\"model\":\"draw\",\"prompt\":\"A"
                    + " cat\",\"n\":2,\"size\":\"96x64\",\"quality\":\"low\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = json(answer.text());
    assertThat(body.at("/data").size()).isEqualTo(2);
    assertThat(body.at("/size").asString()).isEqualTo("96x64");
    assertThat(body.at("/output_format").asString()).isEqualTo("png");
    assertThat(body.at("/created").asLong()).isPositive();
    for (JsonNode picture : body.at("/data")) {
      byte[] file = Base64.getDecoder().decode(picture.at("/b64_json").asString());
      assertThat(ImageIO.read(new ByteArrayInputStream(file)).getWidth()).isEqualTo(96);
      assertThat(new String(file, ISO_8859_1)).contains("AIGC"); // the implicit label
    }
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-cost")).isEqualTo("unpriced");
    assertThat(answer.header("x-colophon-translation")).contains("quality");
  }

  @Test
  void images_stream_isOneCompletedEventForEach() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/images/generations",
                "{\"model\":\"draw\",\"prompt\":\"A cat\",\"stream\":true,\"size\":\"64x64\"}")
            .answer();

    List<JsonNode> events = data(answer.text());
    assertThat(answer.text()).contains("event: image_generation.completed\n");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).at("/type").asString()).isEqualTo("image_generation.completed");
    byte[] file = Base64.getDecoder().decode(events.get(0).at("/b64_json").asString());
    assertThat(ImageIO.read(new ByteArrayInputStream(file)).getHeight()).isEqualTo(64);
    assertThat(answer.text()).contains(": colophon {");
  }

  @Test
  void images_edit_readsPicturesMaskAndFields() throws Exception {
    upstream().then(Script.start().fail(FailureKind.INTERNAL, "seen"));
    byte[] picture = png(BufferedImage.TYPE_INT_RGB, 0xFF00FF00);

    form(
        "/v1/images/edits",
        field("model", "seen"),
        field("prompt", "Bluer"),
        field("size", "64x64"),
        file("image[]", "a.png", "image/png", picture),
        file("image[]", "b.png", "application/octet-stream", picture),
        file("mask", "m.png", "image/png", png(BufferedImage.TYPE_INT_ARGB, 0xFF000000)));

    GenerationRequest.Image image = (GenerationRequest.Image) upstream().calls().get(0).request();
    assertThat(image.size()).hasValue(new PixelSize(64, 64));
    assertThat(image.prompt().userText()).isEqualTo("Bluer");
    assertThat(image.prompt().messages().get(0).parts()).hasSize(2);
    byte[] source = new byte[image.source().orElseThrow().bytes().remaining()];
    image.source().orElseThrow().bytes().duplicate().get(source);
    assertThat(source).isEqualTo(picture);
    byte[] mask = new byte[image.mask().orElseThrow().bytes().remaining()];
    image.mask().orElseThrow().bytes().duplicate().get(mask);
    BufferedImage ours = ImageIO.read(new ByteArrayInputStream(mask));
    assertThat(ours.getRaster().getSample(3, 3, 0)).isZero(); // opaque: kept
    assertThat(ours.getRaster().getSample(0, 0, 0)).isEqualTo(255); // transparent: changed
  }

  @Test
  void images_editByJson_takesDataUrls() throws Exception {
    byte[] picture = png(BufferedImage.TYPE_INT_RGB, 0xFF00FF00);
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);

    RawHttp.Answer answer =
        client
            .post(
                "/v1/images/edits",
                "{\"model\":\"draw\",\"prompt\":\"Bluer\",\"images\":[{\"image_url\":\""
                    + url
                    + "\"}]}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer.text()).at("/data/0/b64_json").asString()).isNotEmpty();
  }

  // ---- sound

  @Test
  void speech_short_isBytesWithTheWholeReceipt() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/audio/speech",
                "{\"model\":\"speak\",\"input\":\"Hello\",\"voice\":\"alloy\",\"response_format\":\"wav\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("audio/wav");
    assertThat(new String(answer.body(), 0, 4, ISO_8859_1)).isEqualTo("RIFF");
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-cost")).isEqualTo("unpriced");
  }

  @Test
  void speech_events_addUpToTheFile() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/audio/speech",
                "{\"model\":\"speak\",\"input\":\"Hello\",\"voice\":\"alloy\",\"stream_format\":\"sse\"}")
            .answer();

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<JsonNode> events = data(answer.text());
    for (JsonNode event : events.subList(0, events.size() - 1)) {
      assertThat(event.at("/type").asString()).isEqualTo("speech.audio.delta");
      file.writeBytes(Base64.getDecoder().decode(event.at("/audio").asString()));
    }
    assertThat(file.toString(ISO_8859_1)).startsWith("RIFF");
    assertThat(events.get(events.size() - 1).at("/type").asString()).isEqualTo("speech.audio.done");
  }

  @Test
  void speech_formatThatNobodyCanLabel_isRefused() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/audio/speech",
                "{\"model\":\"seen-audio\",\"input\":\"Hi\",\"voice\":\"a\",\"response_format\":\"pcm\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo("UNSUPPORTED");
    assertThat(json(answer.text()).at("/error/message").asString()).contains("audio/wav");
    assertThat(upstream().calls()).isEmpty();
  }

  @Test
  void speech_callerHangsUp_upstreamIsCancelledAtOnce() throws Exception {
    upstream().then(Script.start().accept().hang());
    client.post("/v1/audio/speech", "{\"model\":\"seen-audio\",\"input\":\"Hi\",\"voice\":\"a\"}");
    assertThat(upstream().awaitCalls(1, PATIENCE)).isTrue();
    UpstreamCall call = upstream().calls().get(0);

    client.close();

    assertThat(call.awaitEnd(Duration.ofMillis(100))).isTrue();
    assertThat(call.cancelled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"json", "text", "verbose_json"})
  void transcription_inEachForm_hasTheWords(String format) throws Exception {
    upstream()
        .then(
            Script.start()
                .accept()
                .text("heard it")
                .finish(
                    FinishReason.STOP,
                    Usage.from(Quantity.Source.PROVIDER_FINAL)
                        .with(UsageUnit.INPUT_AUDIO_MILLIS, 1500)
                        .build()));

    RawHttp.Answer answer =
        form(
            "/v1/audio/transcriptions",
            field("model", "seen-audio"),
            field("language", "en"),
            field("prompt", "Names: Ada"),
            field("response_format", format),
            file("file", "a.wav", "application/octet-stream", new byte[] {1, 2, 3}));

    assertThat(answer.status()).isEqualTo(200);
    GenerationRequest.Audio audio = (GenerationRequest.Audio) upstream().calls().get(0).request();
    assertThat(audio.source().orElseThrow().mimeType()).isEqualTo("audio/wav");
    assertThat(audio.language()).hasValue("en");
    assertThat(audio.prompt().userText()).isEqualTo("Names: Ada");
    if (format.equals("text")) {
      assertThat(answer.header("content-type")).startsWith("text/plain");
      assertThat(answer.text()).startsWith("heard it");
    } else {
      JsonNode body = json(answer.text());
      assertThat(body.at("/text").asString()).startsWith("heard it");
      assertThat(body.at("/usage/type").asString()).isEqualTo("duration");
      assertThat(body.at("/usage/seconds").asDouble()).isEqualTo(1.5);
      assertThat(body.at("/duration").asDouble())
          .isEqualTo(format.equals("verbose_json") ? 1.5 : 0);
    }
  }

  @Test
  void transcription_stream_isDeltasAndDone() throws Exception {
    RawHttp.Answer answer =
        form(
            "/v1/audio/transcriptions",
            field("model", "speak"),
            field("stream", "true"),
            file("file", "a.wav", "audio/wav", new byte[] {1, 2, 3}));

    List<JsonNode> events = data(answer.text());
    StringBuilder words = new StringBuilder();
    for (JsonNode event : events.subList(0, events.size() - 1)) {
      assertThat(event.at("/type").asString()).isEqualTo("transcript.text.delta");
      words.append(event.at("/delta").asString());
    }
    JsonNode done = events.get(events.size() - 1);
    assertThat(done.at("/type").asString()).isEqualTo("transcript.text.done");
    assertThat(done.at("/text").asString()).isEqualTo(words.toString()).startsWith("heard it");
  }

  @Test
  void transcription_asSubtitles_isRefusedWithTheReason() throws Exception {
    RawHttp.Answer answer =
        form(
            "/v1/audio/transcriptions",
            field("response_format", "srt"),
            file("file", "a.wav", "audio/wav", new byte[] {1}));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo("UNSUPPORTED");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  // ---- films

  @Test
  void video_fromCreationToDeletion() throws Exception {
    RawHttp.Answer created =
        client
            .post(
                "/v1/videos",
                "{\"model\":\"film\",\"prompt\":\"A cat\",\"seconds\":\"1\",\"size\":\"64x64\"}")
            .answer();
    assertThat(created.status()).isEqualTo(200);
    JsonNode video = json(created.text());
    String path = "/v1/videos/" + video.at("/id").asString();
    assertThat(video.at("/id").asString()).startsWith("video_");
    assertThat(video.at("/object").asString()).isEqualTo("video");
    assertThat(video.at("/status").asString()).isIn("queued", "in_progress", "completed");
    assertThat(video.at("/seconds").asString()).isEqualTo("1");
    assertThat(video.at("/size").asString()).isEqualTo("64x64");

    await()
        .atMost(PATIENCE)
        .until(() -> json(get(path).text()).at("/status").asString().equals("completed"));
    JsonNode done = json(get(path).text());
    assertThat(done.at("/progress").asInt()).isEqualTo(100);
    assertThat(done.at("/prompt").asString()).isEqualTo("A cat");
    assertThat(done.at("/error").isNull()).isTrue();
    assertThat(done.at("/colophon/label").asString()).isEqualTo("cn+eu");

    RawHttp.Answer whole = get(path + "/content");
    assertThat(whole.header("content-type")).isEqualTo("video/mp4");
    assertThat(new String(whole.body(), 4, 4, ISO_8859_1)).isEqualTo("ftyp");
    RawHttp.Answer part = get(path + "/content", "range: bytes=4-7\r\n");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("ftyp");
    assertThat(part.header("content-range")).isEqualTo("bytes 4-7/" + whole.body().length);
    RawHttp.Answer beyond = get(path + "/content", "range: bytes=99999999-\r\n");
    assertThat(beyond.status()).isEqualTo(416);

    JsonNode list = json(get("/v1/videos").text());
    assertThat(list.at("/data/0/id").asString()).isEqualTo(video.at("/id").asString());
    assertThat(list.at("/has_more").asBoolean()).isFalse();
    RawHttp.Answer deleted =
        client.send("DELETE " + path + " HTTP/1.1\r\nhost: t\r\n\r\n").answer();
    assertThat(json(deleted.text()).at("/deleted").asBoolean()).isTrue();
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void video_fails_saysWhy() throws Exception {
    upstream().otherwise(request -> Script.start().fail(FailureKind.CONTENT_REFUSED, "no"));
    RawHttp.Answer created =
        form(
            "/v1/videos",
            field("model", "seen-film"),
            field("prompt", "A cat"),
            file(
                "input_reference",
                "a.png",
                "image/png",
                png(BufferedImage.TYPE_INT_RGB, 0xFF00FF00)));
    String path = "/v1/videos/" + json(created.text()).at("/id").asString();

    await()
        .atMost(PATIENCE)
        .until(() -> json(get(path).text()).at("/status").asString().equals("failed"));

    JsonNode failed = json(get(path).text());
    assertThat(failed.at("/error/code").asString()).isEqualTo("CONTENT_REFUSED");
    assertThat(((GenerationRequest.Video) upstream().calls().get(0).request()).firstFrame())
        .isPresent();
    RawHttp.Answer content = get(path + "/content");
    assertThat(content.status()).isEqualTo(409);
    assertThat(json(content.text()).at("/error/code").asString()).isEqualTo("FAILED_PRECONDITION");
  }

  @Test
  void videos_ofManyJobs_arePagedYoungestFirst() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(
          0,
          json(client
                  .post("/v1/videos", "{\"model\":\"film\",\"prompt\":\"A cat\"}")
                  .answer()
                  .text())
              .at("/id")
              .asString());
    }
    ids.sort(java.util.Comparator.reverseOrder());

    JsonNode first = json(get("/v1/videos?limit=2").text());
    JsonNode second = json(get("/v1/videos?limit=2&after=" + ids.get(1)).text());

    assertThat(first.at("/data/0/id").asString()).isEqualTo(ids.get(0));
    assertThat(first.at("/last_id").asString()).isEqualTo(ids.get(1));
    assertThat(first.at("/has_more").asBoolean()).isTrue();
    assertThat(second.at("/data/0/id").asString()).isEqualTo(ids.get(2));
    assertThat(second.at("/has_more").asBoolean()).isFalse();
  }

  // ---- what is wrong

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/images/generations|{oops|MESSAGE_MALFORMED",
        "/v1/images/generations|{\"model\":\"draw\"}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"n\":0}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"n\":99}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"size\":\"big\"}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"draw\",\"prompt\":\"x\",\"output_format\":\"bmp\"}|INVALID_REQUEST",
        "/v1/images/generations|{\"model\":\"nope\",\"prompt\":\"x\"}|MODEL_NOT_FOUND",
        "/v1/images/edits|{\"model\":\"draw\",\"prompt\":\"x\",\"images\":[{\"file_id\":\"f\"}]}|INVALID_REQUEST",
        "/v1/audio/speech|{\"model\":\"speak\"}|INVALID_REQUEST",
        "/v1/audio/speech|{\"model\":\"speak\",\"input\":\"x\",\"speed\":9}|INVALID_REQUEST",
        "/v1/audio/speech|{\"model\":\"speak\",\"input\":\"x\",\"response_format\":\"midi\"}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"film\"}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"film\",\"prompt\":\"x\",\"seconds\":\"soon\"}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"film\",\"prompt\":\"x\",\"input_reference\":{\"image_url\":\"ftp://x\"}}|INVALID_REQUEST",
        "/v1/videos|{\"model\":\"nope\",\"prompt\":\"x\"}|MODEL_NOT_FOUND",
      })
  void badInput_isToldAndTheConnectionGoesOn(String path, String body, String code)
      throws Exception {
    RawHttp.Answer answer = client.post(path, body).answer();

    assertThat(answer.status()).isBetween(400, 404);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo(code);
    assertThat(get("/v1/videos").status()).isEqualTo(200);
  }

  @Test
  void transcription_withoutARecording_isRefused() throws Exception {
    RawHttp.Answer answer = form("/v1/audio/transcriptions", field("model", "speak"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/param").asString()).isEqualTo("file");
  }

  @Test
  void mask_thatIsNoPicture_isRefused() throws Exception {
    RawHttp.Answer answer =
        form(
            "/v1/images/edits",
            field("model", "draw"),
            field("prompt", "x"),
            file("image", "a.png", "image/png", png(BufferedImage.TYPE_INT_RGB, 0)),
            file("mask", "m.png", "image/png", "no picture".getBytes(UTF_8)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/param").asString()).isEqualTo("mask");
  }
}
