package io.colophon.gateway.transcoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import io.colophon.v1.CreateKeyRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gRPC API as JSON at a running gateway. */
class TranscodingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TEXT =
      "{\"model\":\"chat\",\"outputModality\":\"MODALITY_TEXT\",\"inputs\":"
          + "[{\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"Hi\"}]}]}";
  private static final String IMAGE =
      "{\"model\":\"draw\",\"output_modality\":\"MODALITY_IMAGE\",\"inputs\":"
          + "[{\"parts\":[{\"text\":\"A cat\"}]}],\"image\":{\"width\":64,\"height\":64}}";
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
        memory: { type: in-memory, media-chunk: 512 }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
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

  private RawHttp.Answer call(String method, String path) throws IOException {
    return client.send(method + " " + path + " HTTP/1.1\r\nhost: t\r\n\r\n").answer();
  }

  @Test
  void generate_text_isTheWholeResponseWithReceipt() throws Exception {
    upstream().then(Script.saying("Hello"));

    RawHttp.Answer answer = client.post("/v1/generate", TEXT, "x-request-id: mine").answer();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode response = json(answer.text());
    assertThat(response.at("/outputs/0/text").asString()).startsWith("Hello").contains("AI");
    assertThat(response.at("/finishReason").asString()).isEqualTo("FINISH_REASON_STOP");
    assertThat(response.at("/receipt/requestId").asString()).isEqualTo("mine");
    assertThat(response.at("/receipt/labelProfile").asString()).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-request-id")).isEqualTo("mine");
  }

  @Test
  void generate_image_isBase64() throws Exception {
    JsonNode response = json(client.post("/v1/generate", IMAGE).answer().text());

    assertThat(response.at("/outputs/0/media/mimeType").asString()).isEqualTo("image/png");
    byte[] file = Base64.getDecoder().decode(response.at("/outputs/0/media/data").asString());
    assertThat(new String(file, ISO_8859_1)).contains("AIGC");
  }

  @Test
  void stream_isOneEventForEachMessage() throws Exception {
    upstream().then(Script.saying("Hel", "lo"));

    RawHttp.Answer answer = client.post("/v1/generate:stream", TEXT).answer();

    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    List<JsonNode> events = new ArrayList<>();
    for (String line : answer.text().split("\n")) {
      if (line.startsWith("data: ")) {
        events.add(json(line.substring(6)));
      }
    }
    assertThat(events).hasSize(5);
    assertThat(events.get(0).at("/started/target").asString()).isEqualTo("fake/a");
    assertThat(events.get(1).at("/textDelta/text").asString()).isEqualTo("Hel");
    assertThat(events.get(4).at("/finished/receipt/labelProfile").asString()).isEqualTo("cn+eu");
  }

  @Test
  void stream_thatBreaks_endsWithTheError() throws Exception {
    upstream().then(Script.start().accept().text("Hel").fail(FailureKind.INTERNAL, "x"));

    String said = client.post("/v1/generate:stream", TEXT).answer().text();

    String last = said.substring(said.indexOf("event: error\ndata: ") + 19).strip();
    assertThat(json(last).at("/error/details/0/reason").asString()).isEqualTo("UPSTREAM_FAILED");
  }

  @Test
  void stream_callerHangsUp_upstreamIsCancelled() throws Exception {
    upstream().then(Script.start().accept().text("some words").hang());
    client.post("/v1/generate:stream", TEXT);
    client.head();
    client.chunk();
    UpstreamCall call = upstream().calls().get(0);

    client.close();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(call.cancelled()).isTrue();
  }

  @Test
  void stream_callerDoesNotRead_upstreamIsNotAskedForMore() throws Exception {
    String piece = "x".repeat(8192);
    Script script = Script.start().accept();
    for (int i = 0; i < 4000; i++) {
      script = script.text(piece);
    }
    upstream().then(script.finish());
    try (RawHttp slow = RawHttp.to(gateway.gateway().addresses().http(), 8192)) {
      slow.post("/v1/generate:stream", TEXT);
      slow.head();
      long[] before = {-1};
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                long now = gateway.provider("fake").events();
                boolean same = now == before[0];
                before[0] = now;
                return same;
              });
      assertThat(gateway.provider("fake").events()).isBetween(1L, 3000L);

      long bytes = 0;
      byte[] chunk;
      while ((chunk = slow.chunk()).length > 0) {
        bytes += chunk.length;
      }
      assertThat(bytes).isGreaterThan(4000L * 8192);
    }
  }

  @Test
  void operation_fromStartToDeletion() throws Exception {
    JsonNode started = json(client.post("/v1/generations", IMAGE).answer().text());
    String path = "/v1/" + started.at("/name").asString();
    assertThat(path).startsWith("/v1/operations/");

    JsonNode waited = json(client.post(path + ":wait", "{\"timeout\":\"10s\"}").answer().text());
    assertThat(waited.at("/done").asBoolean()).isTrue();
    assertThat(waited.at("/response/@type").asString())
        .isEqualTo("type.googleapis.com/colophon.v1.GenerateResponse");
    assertThat(waited.at("/metadata/state").asString()).isEqualTo("STATE_SUCCEEDED");
    assertThat(json(call("GET", "/v1/operations?page_size=5").text()).at("/operations").size())
        .isEqualTo(1);
    assertThat(client.post(path + ":cancel", "").answer().status()).isEqualTo(200);
    assertThat(call("DELETE", path).status()).isEqualTo(200);
    assertThat(call("GET", path).status()).isEqualTo(404);
  }

  @Test
  void models_usageAndRecords_answer() throws Exception {
    client.post("/v1/generate", IMAGE).answer();

    JsonNode models = json(call("GET", "/v1/catalog/models?modality=MODALITY_IMAGE").text());
    assertThat(models.at("/models/0/name").asString()).isEqualTo("models/draw");
    assertThat(json(call("GET", "/v1/catalog/models/draw").text()).at("/modality").asString())
        .isEqualTo("MODALITY_IMAGE");
    JsonNode usage = json(call("GET", "/v1/usage:query?group_by=model,modality").text());
    assertThat(usage.at("/rows/0/group/0").asString()).isEqualTo("memory-image");
    assertThat(usage.at("/rows/0/generations").asString()).isEqualTo("1");
    RawHttp.Answer export = call("GET", "/v1/usage:export");
    assertThat(export.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(export.text().lines().count()).isEqualTo(1);
    JsonNode records = json(call("GET", "/v1/records?filter.modality=image").text());
    assertThat(records.at("/records").size()).isEqualTo(1);
    assertThat(json(call("GET", "/v1/records/0").text()).at("/output").asInt()).isZero();
    assertThat(call("GET", "/v1/records/0:inclusionProof").status()).isEqualTo(200);
    assertThat(call("GET", "/v1/records:export").text().lines().count()).isEqualTo(1);
    assertThat(json(call("GET", "/v1/checkpoint").text()).at("/treeSize").asString())
        .isEqualTo("1");
    assertThat(call("GET", "/v1/checkpoint:consistencyProof?from_size=1").status()).isEqualTo(200);
  }

  @Test
  void verify_aFileOfOurs_findsItsLabelAndRecord() throws Exception {
    JsonNode response = json(client.post("/v1/generate", IMAGE).answer().text());
    byte[] file = Base64.getDecoder().decode(response.at("/outputs/0/media/data").asString());
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                + "content-type: image/png\r\n\r\n")
            .getBytes(UTF_8));
    form.writeBytes(file);
    form.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));

    client.send(
        "POST /v1/content:verify HTTP/1.1\r\nhost: t\r\ncontent-type: multipart/form-data;"
            + " boundary=b\r\ncontent-length: "
            + form.size()
            + "\r\n\r\n");
    JsonNode verdict = json(client.send(form.toByteArray()).answer().text());

    assertThat(verdict.at("/verdict").asString()).isEqualTo("VERDICT_LABELED");
    assertThat(verdict.at("/logIndex").asString()).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{oops|400|MESSAGE_MALFORMED",
        "{\"no_such_field\":1}|400|MESSAGE_MALFORMED",
        "{\"model\":7}|400|INVALID_REQUEST",
        "{\"model\":\"chat\",\"text\":{\"maxTokens\":\"many\"}}|400|MESSAGE_MALFORMED",
        "{}|400|INVALID_REQUEST",
        "{\"model\":\"nope\",\"outputModality\":\"MODALITY_TEXT\",\"inputs\":[{\"parts\":[{\"text\":\"x\"}]}]}|404|MODEL_NOT_FOUND",
      })
  void badInput_isAStatusWithOurReason(String body, int status, String reason) throws Exception {
    RawHttp.Answer answer = client.post("/v1/generate", body).answer();

    assertThat(answer.status()).isEqualTo(status);
    JsonNode error = json(answer.text()).at("/error");
    assertThat(error.at("/code").asInt()).isEqualTo(status);
    assertThat(error.at("/details/0/reason").asString()).isEqualTo(reason);
    assertThat(error.at("/details/0/@type").asString()).endsWith("google.rpc.ErrorInfo");
    upstream().then(Script.saying("fine"));
    assertThat(client.post("/v1/generate", TEXT).answer().status()).isEqualTo(200);
  }

  @Test
  void query_unknownOrUnfit_isRefused() throws Exception {
    RawHttp.Answer unknown = call("GET", "/v1/operations?colour=red");
    RawHttp.Answer unfit = call("GET", "/v1/operations?page_size=many");

    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("colour");
    assertThat(unfit.status()).isEqualTo(400);
    assertThat(unfit.text()).contains("a whole number");
  }

  @Test
  void key_wrong_is401() throws Exception {
    gateway.admin().createKey(CreateKeyRequest.newBuilder().setName("a").build());
    RawHttp.Answer answer =
        client.post("/v1/generate", TEXT, "authorization: Bearer col_wrong").answer();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(json(answer.text()).at("/error/status").asString()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void upstream_busy_tellsWhenToComeAgain() throws Exception {
    upstream().then(Script.start().fail(FailureKind.RATE_LIMITED, "x", Duration.ofSeconds(40)));

    RawHttp.Answer answer = client.post("/v1/generate", TEXT).answer();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("40");
  }

  @Test
  void timeout_ofTheCallersOwn_is504() throws Exception {
    upstream().then(Script.start().accept().hang());

    RawHttp.Answer answer = client.post("/v1/generate", TEXT, "x-colophon-timeout: 200ms").answer();

    assertThat(answer.status()).isEqualTo(504);
  }
}
