package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.Status;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media that cannot be labelled, or not to the end: nothing without a label leaves. */
class MediaFailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: draw, modality: image }
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
  void generate_pictureBreaksOffBeforeItsLastPiece_isInternal() {
    byte[] half = Arrays.copyOf(png(), 100);
    gateway
        .upstream("fake")
        .then(Script.start().accept().chunk(0, "image/png", half, false).finish());

    CallFailure failure = failure();

    assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(gateway.recorded().provenance()).isZero();
    assertSpoolEmpties();
  }

  @Test
  void generate_targetSendsNoPicture_isInternalAndNothingIsOnRecord() {
    gateway
        .upstream("fake")
        .then(Script.start().accept().media(0, "image/png", new byte[600]).finish());

    CallFailure failure = failure();

    assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure.reason()).isEqualTo("LABEL_FAILED");
    assertThat(gateway.recorded().provenance()).isZero();
    assertEndState("failed_before_output");
    assertSpoolEmpties();
  }

  @Test
  void stream_secondPictureCannotBeLabelled_onlyTheFirstLeaves() throws Exception {
    gateway
        .upstream("fake")
        .then(
            Script.start()
                .accept()
                .media(0, "image/png", png())
                .media(1, "image/png", new byte[600])
                .finish());

    StreamedCall call =
        StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request());
    CallFailure failure = call.awaitFailure();

    assertThat(failure.reason()).isEqualTo("LABEL_FAILED");
    assertThat(call.events().stream().filter(GenerationEvent::hasMediaChunk))
        .isNotEmpty()
        .allMatch(event -> event.getMediaChunk().getPart() == 0);
    assertThat(gateway.recorded().provenance()).isEqualTo(1);
    assertEndState("failed_after_output");
  }

  @Test
  void generate_targetFailsWithinAPicture_leavesNothingInTheSpool() {
    byte[] half = Arrays.copyOf(png(), 100);
    gateway
        .upstream("fake")
        .then(
            Script.start()
                .accept()
                .chunk(0, "image/png", half, false)
                .fail(FailureKind.INTERNAL, "broke"));

    assertThat(failure().code()).isEqualTo(Status.Code.INTERNAL);

    assertSpoolEmpties();
    assertThat(gateway.recorded().provenance()).isZero();
  }

  @Test
  void generate_formatThatNobodyLabels_isRefusedBeforeTheUpstreamIsAsked() {
    GenerateRequest.Builder request = request().toBuilder();
    request.getImageBuilder().setFormat("image/x-unheard-of");

    CallFailure failure = CallFailure.of(() -> gateway.generation().generate(request.build()));

    assertThat(failure.code()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(failure.text()).contains("image/x-unheard-of", "image/png");
    assertThat(gateway.upstream("fake").calls()).isEmpty();
  }

  @Test
  void stream_callerCancelsWithinAPicture_stopsTheUpstreamAndEmptiesTheSpool() throws Exception {
    byte[] half = Arrays.copyOf(png(), 100);
    gateway
        .upstream("fake")
        .then(Script.start().accept().progress(0.5).chunk(0, "image/png", half, false).hang());
    StreamedCall call =
        StreamedCall.start(GenerationServiceGrpc.newStub(gateway.channel()), request());
    await().atMost(PATIENCE).until(() -> gateway.provider("fake").events() == 3);

    call.cancel();

    assertThat(gateway.upstream("fake").calls().get(0).awaitEnd(PATIENCE)).isTrue();
    assertSpoolEmpties();
    await().atMost(PATIENCE).untilAsserted(() -> assertEndState("cancelled_before_output"));
    assertThat(gateway.recorded().provenance()).isZero();
  }

  @Test
  void generate_wholePicture_leavesNothingInTheSpool() {
    gateway.upstream("fake").then(Script.start().accept().media(0, "image/png", png()).finish());

    GenerateResponse response = gateway.generation().generate(request());

    assertThat(response.getOutputsCount()).isEqualTo(1);
    assertSpoolEmpties();
  }

  private void assertEndState(String state) {
    assertThat(gateway.ledger())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getEndState()).isEqualTo(state));
  }

  private void assertSpoolEmpties() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(RunningGateway.spooled(folder)).isEmpty());
  }

  private CallFailure failure() {
    return CallFailure.of(() -> gateway.generation().generate(request()));
  }

  private static GenerateRequest request() {
    return Requests.image("draw", 64, 64).build();
  }

  private static byte[] png() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", file);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return file.toByteArray();
  }
}
