package io.colophon.gateway.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Duration;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.GenerateResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are too large for their operation, fetched by their links. */
class ArtifactDoorTest {
  private static final String CONFIG =
      """
      storage: { artifacts: { inline: 0B } }
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
      """;

  @TempDir Path folder;
  private RunningGateway gateway;
  private String name;
  private GenerateResponse response;
  private String link;

  @BeforeEach
  void runJob() throws Exception {
    gateway = RunningGateway.start(folder, CONFIG);
    name = gateway.generation().startGeneration(Requests.image("draw", 512, 512).build()).getName();
    Operation ended =
        operations()
            .waitOperation(
                WaitOperationRequest.newBuilder()
                    .setName(name)
                    .setTimeout(Duration.newBuilder().setSeconds(60))
                    .build());
    response = ended.getResponse().unpack(GenerateResponse.class);
    link = response.getOutputs(0).getMedia().getUri();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void get_link_isTheLabelledFile() throws Exception {
    HttpResponse<byte[]> answer = get(link, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("image/png");
    assertThat(answer.headers().firstValue("accept-ranges")).contains("bytes");
    assertThat(MessageDigest.getInstance("SHA-256").digest(answer.body()))
        .isEqualTo(response.getReceipt().getOutputs(0).getSha256().toByteArray());
  }

  @Test
  void get_range_isThatPart() throws Exception {
    byte[] whole = get(link, "").body();

    HttpResponse<byte[]> part = get(link, "bytes=10-19");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("content-range")).contains("bytes 10-19/" + whole.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
    assertThat(get(link, "bytes=" + whole.length + "-").statusCode()).isEqualTo(416);
  }

  @Test
  void get_alteredOrForgotten_isRefused() throws Exception {
    assertThat(get(link.replace(".0?", ".1?"), "").statusCode()).isEqualTo(403);
    assertThat(get(link.replace("expires=1", "expires=2"), "").statusCode()).isEqualTo(403);
    assertThat(get(link.substring(0, link.indexOf('?')), "").statusCode()).isEqualTo(403);

    var unused =
        operations().deleteOperation(DeleteOperationRequest.newBuilder().setName(name).build());

    assertThat(get(link, "").statusCode()).isEqualTo(404);
  }

  @Test
  void link_afterARestart_isStillGood() throws Exception {
    gateway.close();
    gateway = RunningGateway.start(folder, CONFIG);

    assertThat(get(link, "").statusCode()).isEqualTo(200);
    assertThat(
            operations()
                .getOperation(GetOperationRequest.newBuilder().setName(name).build())
                .getDone())
        .isTrue();
  }

  private HttpResponse<byte[]> get(String path, String range) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.gateway().addresses().http() + path));
    if (!range.isEmpty()) {
      request.header("range", range);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private OperationsGrpc.OperationsBlockingStub operations() {
    return OperationsGrpc.newBlockingStub(gateway.channel());
  }
}
