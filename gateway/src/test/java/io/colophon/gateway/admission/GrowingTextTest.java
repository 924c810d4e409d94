package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.CallFailure;
import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.ListLimitsRequest;
import io.colophon.v1.ListLimitsResponse;
import io.colophon.v1.TextParameters;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that grow with the text, and texts that end where a limit is used up. */
class GrowingTextTest {
  private static final String CONFIG =
      """
      providers: { one: { type: scripted } }
      routes:
        - { match: { model: chat, modality: text }, targets: [ { provider: one, model: gpt-4o } ] }
      limits: [ { subject: global, dimension: output-tokens, amount: 600, per: month } ]
      """;

  @TempDir Path folder;

  private static String[] words(int count) {
    return Collections.nCopies(count, " hello").toArray(String[]::new);
  }

  /** Would go on for ever. */
  private static Script endless() {
    return Script.start().accept().text(words(3000)).hang();
  }

  private static Script answer(int outputTokens) {
    return Script.start()
        .accept()
        .text(words(outputTokens))
        .finish(
            FinishReason.STOP,
            Usage.from(Quantity.Source.PROVIDER_FINAL)
                .with(UsageUnit.INPUT_TOKENS, 2)
                .with(UsageUnit.OUTPUT_TOKENS, outputTokens)
                .build());
  }

  private static GenerateRequest chat() {
    return Requests.text("chat", "Hi").build();
  }

  private static GenerateRequest chat(int maxTokens) {
    return Requests.text("chat", "Hi")
        .setText(TextParameters.newBuilder().setMaxTokens(maxTokens))
        .build();
  }

  private static ListLimitsResponse limits(RunningGateway gateway) {
    return gateway.admin().listLimits(ListLimitsRequest.getDefaultInstance());
  }

  @Test
  void streamGenerate_limitIsUsedUp_endsCleanlyAndIsLabelledSettledAndReceipted()
      throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("one").then(endless());
      List<GenerationEvent> events = new ArrayList<>();

      gateway.generation().streamGenerate(chat()).forEachRemaining(events::add);

      GenerationEvent last = events.get(events.size() - 1);
      assertThat(last.getFinished().getReason())
          .isEqualTo(io.colophon.v1.FinishReason.FINISH_REASON_LIMIT_REACHED);
      assertThat(last.getFinished().getReceipt().getRequestId()).isNotEmpty();
      assertThat(last.getFinished().getReceipt().getOutputsCount()).isEqualTo(1);
      assertThat(gateway.recorded().provenance()).isEqualTo(1);
      assertThat(gateway.ledger()).hasSize(1);
      assertThat(gateway.upstream("one").calls().get(0).cancelled()).isTrue();
      ListLimitsResponse after = limits(gateway);
      assertThat(after.getHoldsCount()).isZero();
      assertThat(after.getLimits(0).getHeld()).isZero();
      assertThat(after.getLimits(0).getSettled()).isBetween(600L - 256, 600L);
    }
  }

  @Test
  void generate_limitIsUsedUp_answerIsWhatThereWasRoomFor() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("one").then(endless());

      GenerateResponse response = gateway.generation().generate(chat());

      assertThat(response.getFinishReason())
          .isEqualTo(io.colophon.v1.FinishReason.FINISH_REASON_LIMIT_REACHED);
      assertThat(response.getOutputs(0).getText()).startsWith(" hello hello");
    }
  }

  @Test
  void generate_noMaximum_holdsNoMoreThanItNeedsSoThatOthersPass() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("one").otherwise(request -> answer(50));

      for (int i = 0; i < 6; i++) {
        assertThat(gateway.generation().generate(chat()).getFinishReason())
            .isEqualTo(io.colophon.v1.FinishReason.FINISH_REASON_STOP);
      }
      assertThat(limits(gateway).getLimits(0).getSettled()).isEqualTo(300);
    }
  }

  @Test
  void generate_lessThanAChunkIsLeft_isRefusedUntilThereIsOne() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("one").then(answer(400));
      gateway.generation().generate(chat());

      CallFailure refused = CallFailure.of(() -> gateway.generation().generate(chat()));

      assertThat(refused.text()).contains("200 left (400 used, 0 held").contains("256 asked for");
      assertThat(refused.retry()).isPresent();
    }
  }

  @Test
  void generate_maximumIsMoreThanEverFits_isRefusedForGood() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      CallFailure refused = CallFailure.of(() -> gateway.generation().generate(chat(64_000)));

      assertThat(refused.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(refused.retry()).isEmpty();
      assertThat(refused.text()).contains("64000 asked for, which is more than the limit");
      assertThat(gateway.upstream("one").calls()).isEmpty();
    }
  }

  @Test
  void generate_answersWereShort_largeMaximumHoldsWhatIsUsual() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway.upstream("one").otherwise(request -> answer(5));
      for (int i = 0; i < 20; i++) {
        gateway.generation().generate(chat(10));
      }

      assertThat(gateway.generation().generate(chat(64_000)).getFinishReason())
          .isEqualTo(io.colophon.v1.FinishReason.FINISH_REASON_STOP);
    }
  }

  @Test
  void generate_answerInOnePieceIsLongerThanItsHold_isWholeAndTheRestIsADebt() throws IOException {
    try (RunningGateway gateway = RunningGateway.start(folder, CONFIG)) {
      gateway
          .upstream("one")
          .then(
              Script.start()
                  .accept()
                  .text(" hello".repeat(900))
                  .finish(
                      FinishReason.STOP,
                      Usage.from(Quantity.Source.PROVIDER_FINAL)
                          .with(UsageUnit.INPUT_TOKENS, 2)
                          .with(UsageUnit.OUTPUT_TOKENS, 900)
                          .build()));

      assertThat(gateway.generation().generate(chat()).getFinishReason())
          .isEqualTo(io.colophon.v1.FinishReason.FINISH_REASON_STOP);

      assertThat(limits(gateway).getLimits(0).getSettled()).isEqualTo(900);
      assertThat(CallFailure.of(() -> gateway.generation().generate(chat())).code())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
  }
}
