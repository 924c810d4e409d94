package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.Settled;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.UsageCount;
import io.colophon.v1.UsageEntry;
import io.grpc.Status;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
      prices:
        - { model: a, version: spring, rates: { images: 0.04 } }
      limits:
        - { subject: global, dimension: concurrency, amount: 1 }
      """;
  private static final Usage ONE_IMAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 1).build();

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

      CallFailure failure = failure(gateway);

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

  @Test
  void generate_labelFailed_theVendorsUseAndCostAreThePlatforms() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("fake")
          .then(
              Script.start()
                  .accept()
                  .media(0, "image/png", new byte[600])
                  .progress(0.9)
                  .media(1, "image/png", png())
                  .finish(FinishReason.STOP, ONE_IMAGE));

      CallFailure failure = failure(gateway);

      assertThat(failure.reason()).isEqualTo("LABEL_FAILED");
      assertThat(gateway.recorded().provenance()).isZero();
      UsageEntry callers = gateway.ledger().get(0);
      assertThat(callers.getEndState()).isEqualTo("failed_before_output");
      assertThat(callers.getUsageList())
          .extracting(UsageCount::getUnit, UsageCount::getValue, UsageCount::getSource)
          .containsExactly(tuple("images", 0L, "counted_locally"));
      assertThat(callers.getCost().getNanoUnits()).isZero();
      assertThat(Settled.byThePlatform(folder))
          .singleElement()
          .satisfies(
              ours -> {
                assertThat(ours.usageId()).endsWith("-p1");
                assertThat(ours.labels()).containsExactly("expense:undelivered");
                assertThat(ours.attempts().get(0).outcome()).isEqualTo("ok");
                assertThat(ours.usage()).isEqualTo(ONE_IMAGE);
                // 1 picture x 0.04 USD
                assertThat(((Cost.Priced) ours.reading().cost()).nanos()).isEqualTo(40_000_000);
              });
    }
  }

  @Test
  void generate_upstreamFailsAfterTheLabelDid_saysLabelFailed() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("fake")
          .then(
              Script.start()
                  .accept()
                  .media(0, "image/png", new byte[600])
                  .progress(0.9) // asked for only after the label failed
                  .fail(FailureKind.INTERNAL, "broke"));

      assertThat(failure(gateway).reason()).isEqualTo("LABEL_FAILED");
      assertThat(gateway.ledger())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.getEndState()).isEqualTo("failed_before_output");
                assertThat(entry.getUsageList())
                    .extracting(UsageCount::getUnit, UsageCount::getValue)
                    .containsExactly(tuple("images", 0L));
              });
    }
  }

  @Test
  void generate_upstreamHangsAfterTheLabelFailed_endsAtTheDeadline() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("fake")
          .then(Script.start().accept().media(0, "image/png", new byte[600]).hang());

      CallFailure failure =
          CallFailure.of(
              () ->
                  gateway
                      .generation()
                      .withDeadlineAfter(3, TimeUnit.SECONDS)
                      .generate(Requests.image("draw", 320, 240).build()));

      assertThat(failure.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      assertThat(gateway.upstream("fake").calls().get(0).awaitEnd(Duration.ofSeconds(60))).isTrue();
    }
  }

  private static CallFailure failure(RunningGateway gateway) {
    return CallFailure.of(
        () -> gateway.generation().generate(Requests.image("draw", 320, 240).build()));
  }
}
