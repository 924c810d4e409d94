package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.UsageEntry;
import io.grpc.Status;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that cannot be labelled: what is held for it is given back, what it was is entered. */
class LabelFailedTest {
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: fake, model: a } ]
      limits:
        - { subject: global, dimension: concurrency, amount: 1 }
      """;

  @TempDir Path folder;

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  @Test
  void generate_labelFailed_givesItsHoldBackAndIsInTheLedger() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("fake")
          .then(Script.start().accept().media(0, "image/png", new byte[600]).finish())
          .then(Script.start().accept().media(0, "image/png", png()).finish());

      CallFailure failure =
          CallFailure.of(
              () -> gateway.generation().generate(Requests.image("draw", 320, 240).build()));

      assertThat(failure.code()).isEqualTo(Status.Code.INTERNAL);
      assertThat(failure.reason()).isEqualTo("LABEL_FAILED");
      assertThat(gateway.recorded().provenance()).isZero();

      var unused = gateway.generation().generate(Requests.image("draw", 320, 240).build());

      List<UsageEntry> ledger = gateway.ledger();
      assertThat(ledger)
          .extracting(UsageEntry::getEndState)
          .containsExactly("failed_before_output", "completed");
      assertThat(ledger.get(0).getTarget()).isEqualTo("fake/a");
    }
  }
}
