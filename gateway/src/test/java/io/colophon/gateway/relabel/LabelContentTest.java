package io.colophon.gateway.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.v1.GetRecordRequest;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.LabelContentResult;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made elsewhere, over the gateway's own API. */
class LabelContentTest {
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      labeling:
        - { jurisdictions: [cn], producer: platform, system-name: Test }
      """;

  @TempDir static Path folder;
  private static RunningGateway gateway;

  private record Labelled(LabelContentResult result, byte[] file) {}

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.startWith(folder, CONFIG);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static byte[] picture() throws IOException {
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 320, 240, Color.BLUE));
    graphics.fillRect(0, 0, 320, 240);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  private static Labelled send(LabelContentOrder order, byte[] file) throws Exception {
    CompletableFuture<LabelContentResult> done = new CompletableFuture<>();
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    StreamObserver<LabelContentRequest> call =
        ProvenanceServiceGrpc.newStub(gateway.channel())
            .labelContent(
                new StreamObserver<>() {
                  private LabelContentResult result = LabelContentResult.getDefaultInstance();

                  @Override
                  public void onNext(LabelContentResponse response) {
                    if (response.hasResult()) {
                      result = response.getResult();
                    } else {
                      back.writeBytes(response.getData().toByteArray());
                    }
                  }

                  @Override
                  public void onError(Throwable failure) {
                    done.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    done.complete(result);
                  }
                });
    call.onNext(LabelContentRequest.newBuilder().setOrder(order).build());
    call.onNext(LabelContentRequest.newBuilder().setData(ByteString.copyFrom(file)).build());
    call.onCompleted();
    return new Labelled(done.get(60, TimeUnit.SECONDS), back.toByteArray());
  }

  private static String aigc(Labelled labelled) {
    return labelled.result().getLabel().getImplicit().getAigc();
  }

  @Test
  void labelContent_picture_comesBackLabelledAndOnRecord() throws Exception {
    Labelled labelled =
        send(LabelContentOrder.newBuilder().setModel("studio-3").build(), picture());

    assertThat(labelled.result().getMimeType()).isEqualTo("image/png");
    assertThat(labelled.result().getLabel().getExplicit().getText()).isEqualTo("AI生成");
    assertThat(aigc(labelled)).startsWith("{\"Label\":\"1\",\"ContentProducer\":\"platform\"");
    assertThat(labelled.result().getSha256().toByteArray())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(labelled.file()));
    String record =
        gateway
            .provenance()
            .getRecord(
                GetRecordRequest.newBuilder()
                    .setName("records/" + labelled.result().getLogIndex())
                    .build())
            .getRecordJson();
    assertThat(record).contains("studio-3").contains("label-content");
  }

  @Test
  void propagate_labelledFile_keepsTheProducersFieldsAndFillsOurs() throws Exception {
    Labelled made = send(LabelContentOrder.getDefaultInstance(), picture());
    String id = made.result().getRequestId();

    Labelled handedOn =
        send(LabelContentOrder.newBuilder().setPropagate(true).build(), made.file());

    assertThat(handedOn.result().getJudgement()).isEqualTo("1");
    assertThat(aigc(handedOn))
        .contains("\"ContentProducer\":\"platform\",\"ProduceID\":\"" + id + "\"")
        .contains(
            "\"ContentPropagator\":\"platform\",\"PropagateID\":\""
                + handedOn.result().getRequestId()
                + "\"")
        .doesNotContain("\"PropagateID\":\"" + id);
    assertThat(handedOn.result().getLabel().hasExplicit()).isFalse();
    assertThat(handedOn.result().getLabel().getReasonsList()).contains("handed-on");
  }

  @Test
  void propagate_declaredFile_mayBe() throws Exception {
    Labelled handedOn =
        send(
            LabelContentOrder.newBuilder().setPropagate(true).setDeclared(true).build(), picture());

    assertThat(handedOn.result().getJudgement()).isEqualTo("2");
    assertThat(aigc(handedOn))
        .startsWith("{\"Label\":\"2\",\"ContentProducer\":\"\",\"ProduceID\":\"\"");
  }

  @Test
  void propagate_fileWithoutTraces_comesBackAsItWas() throws Exception {
    byte[] noise = new byte[0];
    BufferedImage other = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      other.setRGB(i, (i * i) % 64, 0xFFFFFF);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(other, "png", out);
    noise = out.toByteArray();

    Labelled handedOn = send(LabelContentOrder.newBuilder().setPropagate(true).build(), noise);

    assertThat(handedOn.result().getJudgement()).isEmpty();
    assertThat(handedOn.result().getLogIndex()).isEqualTo(-1);
    assertThat(handedOn.file()).isEqualTo(noise);
  }

  @Test
  void labelContent_unknownBytes_isInvalidAndNothingStays() throws Exception {
    CompletableFuture<CallFailure> failure = new CompletableFuture<>();
    try {
      send(LabelContentOrder.getDefaultInstance(), new byte[] {0, 1, 2});
      failure.completeExceptionally(new AssertionError("labelled"));
    } catch (ExecutionException failed) {
      failure.complete(CallFailure.of(failed.getCause()));
    }

    assertThat(failure.get().code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(RunningGateway.spooled(folder)).isEmpty());
  }
}
