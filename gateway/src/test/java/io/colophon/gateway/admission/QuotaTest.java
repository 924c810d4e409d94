package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.LimitStatus;
import io.colophon.v1.ListLimitsRequest;
import io.colophon.v1.TextParameters;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits at the door. */
class QuotaTest {
  private static final String ROUTES =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;
  private static final String TWO_A_MONTH =
      ROUTES + "limits: [ { subject: global, dimension: requests, amount: 2, per: month } ]\n";
  private static final String TOKENS =
      ROUTES + "limits: [ { subject: global, dimension: tokens, amount: 1000, per: month } ]\n";

  private static final String IMAGES =
      """
      providers:
        memory: { type: in-memory }
      routes:
        - match: { model: draw, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
      limits: [ { subject: global, dimension: images, amount: 2, per: month } ]
      """;
  @TempDir Path folder;

  @Test
  void generate_quotaIsUsedUp_isRefusedAndSaysWhenToComeBack() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, TWO_A_MONTH)) {
      gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
      gateway.generation().generate(request());
      gateway.generation().generate(request());

      CallFailure third = refusal(gateway);

      assertThat(third.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(third.reason()).isEqualTo("QUOTA_EXCEEDED");
      assertThat(third.quota())
          .hasValueSatisfying(
              quota -> {
                assertThat(quota.getViolations(0).getSubject()).isEqualTo("global");
                assertThat(quota.getViolations(0).getQuotaMetric()).isEqualTo("requests");
                assertThat(quota.getViolations(0).getQuotaValue()).isEqualTo(2);
              });
      assertThat(third.retry())
          .hasValueSatisfying(
              wait -> assertThat(wait.getRetryDelay().getSeconds()).isBetween(1L, 31L * 86_400));
      assertThat(gateway.ledger()).hasSize(2);
      assertThat(gateway.recorded().provenance()).isEqualTo(2);
      assertThat(gateway.upstream("fake").calls()).hasSize(2);
    }
  }

  @Test
  void generate_afterARestart_quotaIsStillUsedUp() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, TWO_A_MONTH)) {
      gateway.upstream("fake").otherwise(request -> Script.saying("yes"));
      gateway.generation().generate(request());
      gateway.generation().generate(request());
    }
    try (RunningGateway gateway = RunningGateway.start(folder, TWO_A_MONTH)) {
      assertThat(refusal(gateway).code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  @Test
  void generate_lessIsUsedThanWasHeld_realUsageCounts() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, TOKENS)) {
      gateway.upstream("fake").then(answerUsing(30, 20));
      gateway.generation().generate(request(800));

      assertThat(limit(gateway).getUsed()).isEqualTo(50);
      assertThat(limit(gateway).getAmount()).isEqualTo(1000);
    }
  }

  @Test
  void generate_targetFailsBeforeOutput_tokensAreGivenBack() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, TOKENS)) {
      gateway.upstream("fake").then(Script.start().fail(FailureKind.INTERNAL, "broke"));

      assertThat(refusal(gateway).code()).isEqualTo(Status.Code.INTERNAL);

      assertThat(limit(gateway).getUsed()).isZero();
    }
  }

  @Test
  void generate_mayNeedMoreThanIsLeft_isRefusedBeforeTheUpstreamIsAsked() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, TOKENS)) {
      CallFailure failure = CallFailure.of(() -> gateway.generation().generate(request(2000)));

      assertThat(failure.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(gateway.upstream("fake").calls()).isEmpty();
    }
  }

  @Test
  void generate_imagesAreUsedUp_nextIsRefused() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, IMAGES)) {
      gateway.generation().generate(Requests.image("draw", 64, 64).build());
      gateway.generation().generate(Requests.image("draw", 64, 64).build());

      CallFailure third =
          CallFailure.of(
              () -> gateway.generation().generate(Requests.image("draw", 64, 64).build()));

      assertThat(third.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }

  private static Script answerUsing(long input, long output) {
    return Script.start()
        .accept()
        .text("yes")
        .finish(
            FinishReason.STOP,
            Usage.from(Quantity.Source.PROVIDER_FINAL)
                .with(UsageUnit.INPUT_TOKENS, input)
                .with(UsageUnit.OUTPUT_TOKENS, output)
                .build());
  }

  private static LimitStatus limit(RunningGateway gateway) {
    return gateway.admin().listLimits(ListLimitsRequest.getDefaultInstance()).getLimits(0);
  }

  private static CallFailure refusal(RunningGateway gateway) {
    return CallFailure.of(() -> gateway.generation().generate(request(100)));
  }

  private static GenerateRequest request() {
    return request(100);
  }

  private static GenerateRequest request(int maxTokens) {
    return Requests.text("chat", "Hi")
        .setText(TextParameters.newBuilder().setMaxTokens(maxTokens))
        .build();
  }
}
