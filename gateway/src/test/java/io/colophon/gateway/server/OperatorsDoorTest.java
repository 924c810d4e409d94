package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.v1.AdminServiceGrpc;
import io.colophon.v1.ApplyConfigRequest;
import io.colophon.v1.ApplyConfigResponse;
import io.colophon.v1.CheckConfigRequest;
import io.colophon.v1.ConfigChange;
import io.colophon.v1.ConfigProblem;
import io.colophon.v1.CreateKeyRequest;
import io.colophon.v1.DiffConfigRequest;
import io.colophon.v1.ListKeysRequest;
import io.colophon.v1.ListRoutesRequest;
import io.colophon.v1.RevokeKeyRequest;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators can do, and where. */
class OperatorsDoorTest {
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
      """;
  private static final String MORE =
      """
        - match: { model: talk, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
      """;

  @TempDir static Path folder;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void checkConfig_twoMistakes_listsBothWithTheirPlaces() {
    var answer =
        gateway
            .admin()
            .checkConfig(
                CheckConfigRequest.newBuilder()
                    .setFileName("new.yaml")
                    .setYaml("version: 1\nembedded: maybe\nno-such: 1\n")
                    .build());

    assertThat(answer.getProblemsList())
        .extracting(ConfigProblem::getFile, ConfigProblem::getLine)
        .contains(tuple("new.yaml", 2), tuple("new.yaml", 3));
  }

  @Test
  void applyConfig_newRoute_isSeenInTheDiffThenInForce() {
    String next = RunningGateway.HEAD + CONFIG + MORE;

    var diff = gateway.admin().diffConfig(DiffConfigRequest.newBuilder().setYaml(next).build());
    ApplyConfigResponse applied =
        gateway.admin().applyConfig(ApplyConfigRequest.newBuilder().setYaml(next).build());

    assertThat(diff.getProblemsList()).isEmpty();
    assertThat(diff.getChangesList())
        .extracting(ConfigChange::getPath)
        .anyMatch(path -> path.startsWith("routes"));
    assertThat(applied.getProblemsList()).isEmpty();
    assertThat(gateway.admin().listRoutes(ListRoutesRequest.getDefaultInstance()).getRoutesList())
        .hasSize(2);
    assertThat(gateway.generation().generate(Requests.text("talk", "Hi").build()).getOutputsCount())
        .isEqualTo(1);
  }

  @Test
  void applyConfig_mistake_changesNothing() {
    int before =
        gateway.admin().listRoutes(ListRoutesRequest.getDefaultInstance()).getRoutesCount();

    ApplyConfigResponse answer =
        gateway
            .admin()
            .applyConfig(
                ApplyConfigRequest.newBuilder()
                    .setYaml("version: 1\nembedded: false\nroutes: 7\n")
                    .build());

    assertThat(answer.getProblemsList()).isNotEmpty();
    assertThat(gateway.admin().listRoutes(ListRoutesRequest.getDefaultInstance()).getRoutesCount())
        .isEqualTo(before);
  }

  @Test
  void adminService_onTheDoorOfApplications_isNotThere() {
    CallFailure failure =
        CallFailure.of(
            () ->
                AdminServiceGrpc.newBlockingStub(gateway.channel())
                    .listKeys(ListKeysRequest.getDefaultInstance()));

    assertThat(failure.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void health_whileRunning_isServing() {
    assertThat(
            HealthGrpc.newBlockingStub(gateway.channel())
                .check(
                    HealthCheckRequest.newBuilder()
                        .setService("colophon.v1.GenerationService")
                        .build())
                .getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void http_whileRunning_isReadyAndShowsMetrics() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").body()).contains("colophon_generations_under_way");
    assertThat(get("/no-such-page").statusCode()).isEqualTo(404);
  }

  @Test
  void createKey_withoutName_isInvalid() {
    assertThat(
            CallFailure.of(() -> gateway.admin().createKey(CreateKeyRequest.getDefaultInstance()))
                .fields())
        .containsExactly("name");
  }

  @Test
  void revokeKey_thatIsNone_isNotFound() {
    assertThat(
            CallFailure.of(
                    () ->
                        gateway
                            .admin()
                            .revokeKey(RevokeKeyRequest.newBuilder().setName("none").build()))
                .code())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void start_dataDirectoryIsAFile_refusesAndNamesIt() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(RunningGateway.data(other), "no folder");

    assertThatThrownBy(() -> RunningGateway.start(other, CONFIG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write to the data directory")
        .hasMessageContaining(RunningGateway.data(other).toString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + gateway.gateway().addresses().adminHttp() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
