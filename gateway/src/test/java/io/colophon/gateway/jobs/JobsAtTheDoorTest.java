package io.colophon.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.longrunning.CancelOperationRequest;
import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.ListOperationsResponse;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationMetadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as callers see them. */
class JobsAtTheDoorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory }
        fake: { type: scripted }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;

  @TempDir Path folder;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void start_image_endsWithTheLabelledFile() throws Exception {
    Operation accepted = begin(Requests.image("draw", 96, 96).build());

    Operation ended = await(accepted.getName());

    assertThat(accepted.getDone()).isFalse();
    assertThat(ended.getDone()).isTrue();
    GenerateResponse response = ended.getResponse().unpack(GenerateResponse.class);
    assertThat(response.getOutputs(0).getMedia().getMimeType()).isEqualTo("image/png");
    assertThat(response.getOutputs(0).getMedia().getData().size())
        .isEqualTo((int) response.getReceipt().getOutputs(0).getSizeBytes())
        .isPositive();
    GenerationMetadata metadata = ended.getMetadata().unpack(GenerationMetadata.class);
    assertThat(metadata.getState()).isEqualTo(GenerationMetadata.State.STATE_SUCCEEDED);
    assertThat(metadata.getProgress()).isEqualTo(1);
    assertThat(gateway.ledger()).hasSize(1);
    assertThat(gateway.recorded().provenance()).isEqualTo(1);
  }

  @Test
  void start_sameIdempotencyKey_isTheSameOperationAndRunsOnce() {
    gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
    GenerateRequest request = Requests.text("chat", "Hi").setIdempotencyKey("k1").build();

    String first = begin(request).getName();
    await(first);
    String second = begin(request).getName();

    assertThat(second).isEqualTo(first);
    assertThat(gateway.upstream("fake").calls()).hasSize(1);
  }

  @Test
  void start_idempotencyKeyOfAnotherRequest_isInvalid() {
    gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
    begin(Requests.text("chat", "Hi").setIdempotencyKey("k1").build());

    CallFailure failure =
        CallFailure.of(() -> begin(Requests.text("chat", "Other").setIdempotencyKey("k1").build()));

    assertThat(failure.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.fields()).containsExactly("idempotency_key");
  }

  @Test
  void start_unknownModel_isRefusedAtOnce() {
    CallFailure failure = CallFailure.of(() -> begin(Requests.text("nobody", "Hi").build()));

    assertThat(failure.code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(list("", 10).getOperationsCount()).isZero();
  }

  @Test
  void job_targetFails_endsWithTheStatus() throws Exception {
    gateway
        .upstream("fake")
        .otherwise(request -> Script.start().fail(FailureKind.OVERLOADED, "full"));

    Operation ended = await(begin(Requests.text("chat", "Hi").build()).getName());

    assertThat(ended.getDone()).isTrue();
    assertThat(ended.getError().getCode()).isEqualTo(Status.Code.UNAVAILABLE.value());
    assertThat(ended.getMetadata().unpack(GenerationMetadata.class).getState())
        .isEqualTo(GenerationMetadata.State.STATE_FAILED);
  }

  @Test
  void cancel_jobUnderWay_stopsTheUpstreamAndEndsCancelled() throws Exception {
    gateway.upstream("fake").then(Script.start().accept().text("some").hang());
    String name = begin(Requests.text("chat", "Hi").build()).getName();
    assertThat(gateway.upstream("fake").awaitCalls(1, PATIENCE)).isTrue();

    cancel(name);
    Operation ended = await(name);

    assertThat(gateway.upstream("fake").calls().get(0).awaitEnd(PATIENCE)).isTrue();
    assertThat(ended.getError().getCode()).isEqualTo(Status.Code.CANCELLED.value());
    assertThat(ended.getMetadata().unpack(GenerationMetadata.class).getState())
        .isEqualTo(GenerationMetadata.State.STATE_CANCELLED);
  }

  @Test
  void delete_jobUnderWay_isRefusedAndAfterItsEndForgets() {
    Gate gate = new Gate();
    gateway.upstream("fake").then(Script.start().accept().hang(gate).text("yes").finish());
    String name = begin(Requests.text("chat", "Hi").build()).getName();
    assertThat(gateway.upstream("fake").awaitCalls(1, PATIENCE)).isTrue();

    CallFailure early = CallFailure.of(() -> delete(name));
    gate.open();
    await(name);
    delete(name);

    assertThat(early.code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(CallFailure.of(() -> get(name)).code()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void wait_jobOutlastsTheTimeout_isAnsweredAsItStands() {
    gateway.upstream("fake").then(Script.start().accept().hang());
    String name = begin(Requests.text("chat", "Hi").build()).getName();

    Operation now =
        operations()
            .waitOperation(
                WaitOperationRequest.newBuilder()
                    .setName(name)
                    .setTimeout(com.google.protobuf.Duration.newBuilder().setNanos(50_000_000))
                    .build());

    assertThat(now.getDone()).isFalse();
    cancel(name);
    await(name);
  }

  @Test
  void list_threeJobs_comeInPagesEachOnce() {
    gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
    String first = await(begin(Requests.text("chat", "1").build()).getName()).getName();
    String second = await(begin(Requests.text("chat", "2").build()).getName()).getName();
    String third = await(begin(Requests.text("chat", "3").build()).getName()).getName();

    ListOperationsResponse page = list("", 2);
    ListOperationsResponse rest = list(page.getNextPageToken(), 2);

    assertThat(page.getOperationsList()).hasSize(2);
    assertThat(page.getNextPageToken()).isNotEmpty();
    assertThat(rest.getOperationsList()).hasSize(1);
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(page.getOperationsList())
        .extracting(Operation::getName)
        .doesNotContain(rest.getOperations(0).getName());
    assertThat(List.of(first, second, third))
        .containsAll(page.getOperationsList().stream().map(Operation::getName).toList());
  }

  @Test
  void get_nameThatIsNone_isInvalid() {
    assertThat(CallFailure.of(() -> get("nonsense")).code())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(CallFailure.of(() -> get("operations/none")).code())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  private Operation begin(GenerateRequest request) {
    return gateway.generation().startGeneration(request);
  }

  private Operation await(String name) {
    return operations()
        .waitOperation(
            WaitOperationRequest.newBuilder()
                .setName(name)
                .setTimeout(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                .build());
  }

  private Operation get(String name) {
    return operations().getOperation(GetOperationRequest.newBuilder().setName(name).build());
  }

  private void cancel(String name) {
    var unused =
        operations().cancelOperation(CancelOperationRequest.newBuilder().setName(name).build());
  }

  private void delete(String name) {
    var unused =
        operations().deleteOperation(DeleteOperationRequest.newBuilder().setName(name).build());
  }

  private ListOperationsResponse list(String token, int size) {
    return operations()
        .listOperations(
            ListOperationsRequest.newBuilder().setPageToken(token).setPageSize(size).build());
  }

  private OperationsGrpc.OperationsBlockingStub operations() {
    return OperationsGrpc.newBlockingStub(gateway.channel());
  }
}
