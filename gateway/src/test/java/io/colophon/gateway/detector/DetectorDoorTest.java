package io.colophon.gateway.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.GenerateResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public detector, as anybody meets it. */
class DetectorDoorTest {
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
      """;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;
  private @Nullable RunningGateway gateway;

  private void start(String detector) throws IOException {
    gateway = RunningGateway.start(folder, CONFIG + detector);
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + gateway.gateway().addresses().http() + "/v1/detect");
  }

  private HttpResponse<String> post(String contentType, byte[] body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(address())
            .header("content-type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> detect(byte[] file) throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"mine.png\"\r\n"
                + "content-type: application/octet-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    form.writeBytes(file);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    return post("multipart/form-data; boundary=b", form.toByteArray());
  }

  private GenerateResponse picture() {
    return gateway
        .generation()
        .generate(Requests.image("draw", 320, 240).setEndUser("person-4711").build());
  }

  private static String produceId(GenerateResponse made) {
    String aigc = made.getReceipt().getLabels(0).getImplicit().getAigc();
    int at = aigc.indexOf("\"ProduceID\":\"") + 13;
    return aigc.substring(at, aigc.indexOf('"', at));
  }

  private void assertNothingIsKept() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(RunningGateway.spooled(folder)).isEmpty());
  }

  @Test
  void post_ourPicture_isKnownByItsLayersWithoutALogin() throws Exception {
    start("");
    GenerateResponse made = picture();
    byte[] file = made.getOutputs(0).getMedia().getData().toByteArray();

    HttpResponse<String> answer = detect(file);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"from_here\":\"yes\"")
        .contains("\"verdict\":\"labeled\"")
        .contains("\"layer\":\"metadata\"")
        .contains("\"layer\":\"log\"")
        .contains("\"provider\":\"studio\"")
        .contains("\"id\":\"" + produceId(made) + "\"");
  }

  @Test
  void post_ourPicture_answersNothingAboutPersonsTenantsAndPrompts() throws Exception {
    start("");
    byte[] file = picture().getOutputs(0).getMedia().getData().toByteArray();

    assertThat(detect(file).body())
        .doesNotContain("person-4711", "default", "tenant", "prompt", "draw", "memory", "mine.png");
  }

  @Test
  void post_anyFile_isNotKeptAndNotRecorded() throws Exception {
    start("");
    byte[] file = picture().getOutputs(0).getMedia().getData().toByteArray();
    RunningGateway.Recorded before = gateway.recorded();

    detect(file);
    detect(new byte[] {1, 2, 3});

    assertNothingIsKept();
    assertThat(gateway.recorded()).isEqualTo(before);
  }

  @Test
  void post_unknownBytes_isUnreadableAndNotFromHere() throws Exception {
    start("");
    assertThat(detect(new byte[] {0, 1, 2, 3}).body())
        .contains("\"from_here\":\"unknown\"")
        .contains("\"verdict\":\"unreadable\"");
  }

  @Test
  void post_moreThanAMinuteHolds_isTooMany() throws Exception {
    start("detector: { requests-per-minute: 2 }");
    detect(new byte[] {1});
    detect(new byte[] {1});

    HttpResponse<String> third = detect(new byte[] {1});

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void post_largerThanAllowed_isRefused() throws Exception {
    start("detector: { max-upload: 4KiB }");
    assertThat(detect(new byte[8000]).statusCode()).isEqualTo(413);
    assertNothingIsKept();
  }

  @Test
  void post_addressWithinOurNetwork_isNotFetched() throws Exception {
    start("");
    HttpResponse<String> answer =
        post(
            "application/json",
            "{\"url\": \"https://127.0.0.1/secret.png\"}".getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("url: cannot be used");
  }

  @Test
  void post_withoutAFile_saysWhatIsExpected() throws Exception {
    start("");
    HttpResponse<String> answer =
        post(
            "multipart/form-data; boundary=b",
            "--b\r\ncontent-disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n"
                .getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("file: missing");
  }

  @Test
  void get_detector_describesItself() throws Exception {
    start("");
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(address()).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"max_bytes\":67108864").contains("\"price\":\"free\"");
  }

  @Test
  void anyCall_switchedOff_isNotFound() throws Exception {
    start("detector: { enabled: false }");
    assertThat(detect(new byte[] {1}).statusCode()).isEqualTo(404);
  }
}
