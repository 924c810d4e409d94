package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.Verdict;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures through the whole gateway, and what verification says of them. */
class MediaGenerationTest {
  private static final String CONFIG =
      """
      providers:
        memory: { type: in-memory, media-chunk: 512 }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
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
  void generate_image_carriesTheLabelAndIsInTheLog() throws Exception {
    GenerateResponse response =
        gateway.generation().generate(Requests.image("draw", 128, 128).build());
    ByteString file = response.getOutputs(0).getMedia().getData();

    assertThat(response.getOutputs(0).getMedia().getMimeType()).isEqualTo("image/png");
    assertThat(statusOf(file)).isEqualTo(Verdict.Status.LABELED);
    VerifyContentResponse verdict = verify(file);
    assertThat(verdict.getVerdict()).isEqualTo(VerifyContentResponse.Verdict.VERDICT_LABELED);
    assertThat(verdict.hasLogIndex()).isTrue();
    assertThat(verdict.getLogIndex()).isEqualTo(response.getReceipt().getOutputs(0).getLogIndex());
    assertThat(verdict.getSha256()).isEqualTo(response.getReceipt().getOutputs(0).getSha256());
    assertThat(verdict.getLabelsList())
        .anySatisfy(label -> assertThat(label.getFieldsOrThrow("aigc")).contains("studio"));
  }

  @Test
  void stream_twoImages_arriveInOrderWholeAndLabelled() throws Exception {
    List<GenerationEvent> events =
        StreamedCall.start(
                GenerationServiceGrpc.newStub(gateway.channel()),
                Requests.image("draw", 128, 128)
                    .setImage(ImageParameters.newBuilder().setWidth(128).setHeight(128).setCount(2))
                    .build())
            .awaitEnd();

    assertThat(events.get(0).hasStarted()).isTrue();
    assertThat(events.get(events.size() - 1).hasFinished()).isTrue();
    assertThat(
            events.stream()
                .filter(GenerationEvent::hasMediaChunk)
                .map(e -> e.getMediaChunk().getPart())
                .distinct())
        .containsExactly(0, 1);
    for (int part = 0; part < 2; part++) {
      ByteString file = part(events, part);
      assertThat(statusOf(file)).isEqualTo(Verdict.Status.LABELED);
      assertThat(verify(file).getLogIndex())
          .isEqualTo(
              events
                  .get(events.size() - 1)
                  .getFinished()
                  .getReceipt()
                  .getOutputs(part)
                  .getLogIndex());
    }
  }

  @Test
  void verify_pixelsAlteredAfterDelivery_isBroken() throws Exception {
    byte[] file =
        gateway
            .generation()
            .generate(Requests.image("draw", 128, 128).build())
            .getOutputs(0)
            .getMedia()
            .getData()
            .toByteArray();
    file[indexOf(file, "IDAT") + 20] ^= 0x01;

    assertThat(verify(ByteString.copyFrom(file)).getVerdict())
        .isEqualTo(VerifyContentResponse.Verdict.VERDICT_BROKEN);
  }

  private static int indexOf(byte[] file, String chunk) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(chunk);
    assertThat(at).isPositive();
    return at;
  }

  private static ByteString part(List<GenerationEvent> events, int part) {
    return events.stream()
        .filter(GenerationEvent::hasMediaChunk)
        .map(GenerationEvent::getMediaChunk)
        .filter(chunk -> chunk.getPart() == part)
        .map(chunk -> chunk.getData())
        .reduce(ByteString.EMPTY, ByteString::concat);
  }

  private static Verdict.Status statusOf(ByteString file) throws IOException {
    Path copy = Files.createTempFile(folder, "copy", ".png");
    Files.write(copy, file.toByteArray());
    return new ContentVerifier().verify(copy).status();
  }

  private static VerifyContentResponse verify(ByteString file) throws Exception {
    CompletableFuture<VerifyContentResponse> answer = new CompletableFuture<>();
    StreamObserver<VerifyContentRequest> upload =
        ProvenanceServiceGrpc.newStub(gateway.channel()).verifyContent(new Answer(answer));
    upload.onNext(VerifyContentRequest.newBuilder().setData(file).build());
    upload.onCompleted();
    return answer.get(60, TimeUnit.SECONDS);
  }

  private record Answer(CompletableFuture<VerifyContentResponse> answer)
      implements StreamObserver<VerifyContentResponse> {
    @Override
    public void onNext(VerifyContentResponse response) {
      answer.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      // the one answer has come before
    }
  }
}
