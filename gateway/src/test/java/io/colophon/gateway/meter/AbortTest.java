package io.colophon.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.Requests;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.gateway.server.Settled;
import io.colophon.gateway.server.StreamedCall;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import io.colophon.v1.GenerationServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who go away, where the upstream would go on without them, and where it would not. */
class AbortTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIG =
      """
      server: { abandoned: { max-streams: %d, max-bytes: %s, max-time: 1h } }
      providers:
        fake: { type: scripted, on-abort: %s }
        other: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a }, { provider: other, model: b } ]
        - match: { model: named, modality: text }
          targets: [ { provider: fake, model: gpt-4o } ]
      limits:
        - { subject: global, dimension: concurrency, amount: 1 }
        - { subject: global, dimension: tokens, amount: 10000, per: month }
      """;

  private static final Usage FINAL =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 11)
          .with(UsageUnit.OUTPUT_TOKENS, 5)
          .build();

  @TempDir Path folder;

  private RunningGateway start(String onAbort, int maxStreams, String maxBytes) throws IOException {
    return RunningGateway.start(folder, CONFIG.formatted(maxStreams, maxBytes, onAbort));
  }

  /** Says a word, and the rest when the gate is open. */
  private static Script twoWordsAnd(Gate gate) {
    return Script.start()
        .accept()
        .text("one ")
        .hang(gate)
        .text("two ")
        .finish(FinishReason.STOP, FINAL);
  }

  @Test
  void drain_callerGoes_upstreamIsReadToItsEndAndItsFigureCounts() throws Exception {
    try (RunningGateway gateway = start("drain", 1, "1MiB")) {
      Gate gate = new Gate();
      gateway.upstream("fake").then(twoWordsAnd(gate)).then(Script.saying("next"));
      cancelAfterText(gateway);
      UpstreamCall call = gateway.upstream("fake").calls().get(0);

      // The slot is back although the answer is still read.
      await().atMost(PATIENCE).until(() -> answers(gateway));
      assertThat(call.cancelled()).isFalse();
      assertThat(Settled.all(folder)).as("not settled yet").hasSize(1);
      gate.open();

      SettledEntry entry = awaitEntries(2).get(1);
      assertThat(entry.endState()).isEqualTo(EndState.CANCELLED_AFTER_OUTPUT);
      assertThat(entry.usage()).isEqualTo(FINAL);
      assertThat(outcomes(entry)).containsExactly("drained");
      assertThat(call.cancelled()).isFalse();
    }
  }

  @Test
  void drain_moreComesThanIsRead_upstreamIsCancelledAndWhatCameIsCounted() throws Exception {
    try (RunningGateway gateway = start("drain", 1, "1KiB")) {
      Gate gate = new Gate();
      Script endless = Script.start().accept().text("one ").hang(gate);
      for (int i = 0; i < 1000; i++) {
        endless = endless.text("and one ");
      }
      gateway.upstream("fake").then(endless.hang()).then(Script.saying("next"));
      cancelAfterText(gateway);
      await().atMost(PATIENCE).until(() -> answers(gateway));
      gate.open();

      SettledEntry entry = awaitEntries(2).get(1);
      assertThat(outcomes(entry)).containsExactly("drained_partly");
      assertThat(gateway.upstream("fake").calls().get(0).cancelled()).isTrue();
      long output = entry.usage().value(UsageUnit.OUTPUT_TOKENS).orElseThrow();
      // 1 KiB are 64 pieces of 8 characters, two bytes each, of two words.
      assertThat(output).isBetween(32L, 130L);
      assertThat(entry.usage().value(UsageUnit.INPUT_TOKENS)).isPresent();
    }
  }

  @Test
  void drain_upstreamFailsAfterTheCallerHasGone_whatItSaidSoFarCounts() throws Exception {
    try (RunningGateway gateway = start("drain", 1, "1MiB")) {
      Gate gate = new Gate();
      gateway
          .upstream("fake")
          .then(
              Script.start()
                  .accept()
                  .text("one ")
                  .hang(gate)
                  .emit(new GenerationEvent.UsedSoFar(FINAL.as(Quantity.Source.PROVIDER_PARTIAL)))
                  .fail(FailureKind.INTERNAL, "broke"))
          .then(Script.saying("next"));
      cancelAfterText(gateway);
      await().atMost(PATIENCE).until(() -> answers(gateway));
      gate.open();

      SettledEntry entry = awaitEntries(2).get(1);
      assertThat(entry.usage()).isEqualTo(FINAL.as(Quantity.Source.PROVIDER_PARTIAL));
      assertThat(outcomes(entry)).containsExactly("drained_partly");
      assertThat(Settled.byThePlatform(folder)).isEmpty();
    }
  }

  @Test
  void drain_noPlaceIsLeft_isCancelled() throws Exception {
    try (RunningGateway gateway = start("drain", 0, "1MiB")) {
      gateway.upstream("fake").then(twoWordsAnd(new Gate()));
      cancelAfterText(gateway);

      assertThat(outcomes(awaitEntries(1).get(0))).containsExactly("cancelled");
      assertThat(gateway.upstream("fake").calls().get(0).cancelled()).isTrue();
    }
  }

  @Test
  void drain_serverStops_doesNotWaitForItAndSettlesWhatCame() throws Exception {
    RunningGateway gateway = start("drain", 1, "1MiB");
    gateway.upstream("fake").then(twoWordsAnd(new Gate())).then(Script.saying("next"));
    cancelAfterText(gateway);
    await().atMost(PATIENCE).until(() -> answers(gateway));

    gateway.close();

    assertThat(Settled.all(folder))
        .extracting(SettledEntry::endState)
        .containsExactly(EndState.COMPLETED, EndState.CANCELLED_AFTER_OUTPUT);
    assertThat(outcomes(Settled.all(folder).get(1))).containsExactly("drained_partly");
  }

  @Test
  void cancel_callerGoes_upstreamIsStoppedAndInputAndOutputAreCountedHere() throws Exception {
    try (RunningGateway gateway = start("cancel", 9, "1MiB")) {
      gateway.upstream("fake").then(twoWordsAnd(new Gate()));
      cancelAfterText(gateway);

      SettledEntry entry = awaitEntries(1).get(0);
      assertThat(entry.endState()).isEqualTo(EndState.CANCELLED_AFTER_OUTPUT);
      assertThat(entry.usage())
          .isEqualTo(
              Usage.from(Quantity.Source.ESTIMATED)
                  .with(UsageUnit.INPUT_TOKENS, 1)
                  .with(UsageUnit.OUTPUT_TOKENS, 1)
                  .build());
      assertThat(gateway.upstream("fake").calls().get(0).cancelled()).isTrue();
    }
  }

  @Test
  void cancel_modelsTokenizerIsHere_outputIsCountedByIt() throws Exception {
    try (RunningGateway gateway = start("cancel", 9, "1MiB")) {
      gateway
          .upstream("fake")
          .then(Script.start().accept().text("お誕生日おめでとう").hang(new Gate()))
          .then(Script.saying("next"));
      cancelAfterText(gateway, "named");

      SettledEntry entry = awaitEntries(1).get(0);
      assertThat(entry.endState()).isEqualTo(EndState.CANCELLED_AFTER_OUTPUT);
      // OpenAI's cookbook, "How to count tokens with tiktoken": 8 by o200k.
      assertThat(entry.usage().of(UsageUnit.OUTPUT_TOKENS))
          .isEqualTo(new Quantity.Known(8, Quantity.Source.COUNTED_LOCALLY));
      await().atMost(PATIENCE).until(() -> answers(gateway));
    }
  }

  @Test
  void complete_upstreamSaysNoUsage_callerIsToldWhatTheTokenizerCounts() throws Exception {
    try (RunningGateway gateway = start("cancel", 9, "1MiB")) {
      gateway
          .upstream("fake")
          .then(
              Script.start()
                  .accept()
                  .text("お誕生日おめでとう")
                  .finish(FinishReason.STOP, Usage.UNREPORTED));

      var unused = gateway.generation().generate(Requests.text("named", "Hi").build());

      SettledEntry entry = Settled.all(folder).get(0);
      assertThat(entry.endState()).isEqualTo(EndState.COMPLETED);
      assertThat(entry.usage().of(UsageUnit.OUTPUT_TOKENS))
          .isEqualTo(new Quantity.Known(8, Quantity.Source.COUNTED_LOCALLY));
      assertThat(entry.usage().isSuspect()).isTrue();
    }
  }

  @Test
  void fallback_firstAttemptHadBegunToAnswer_thePlatformPaysForIt() throws Exception {
    try (RunningGateway gateway = start("cancel", 9, "1MiB")) {
      Usage burnt =
          Usage.from(Quantity.Source.PROVIDER_PARTIAL).with(UsageUnit.INPUT_TOKENS, 9).build();
      gateway
          .upstream("fake")
          .then(
              Script.start()
                  .accept("a-1")
                  .emit(new GenerationEvent.UsedSoFar(burnt))
                  .fail(FailureKind.OVERLOADED, "full"));
      gateway
          .upstream("other")
          .then(Script.start().accept("b-1").text("yes").finish(FinishReason.STOP, FINAL));

      var unused = gateway.generation().generate(Requests.text("chat", "Hi").build());

      SettledEntry callers = Settled.byCallers(folder).get(0);
      assertThat(callers.usage()).isEqualTo(FINAL);
      assertThat(outcomes(callers)).containsExactly("overloaded", "ok");
      SettledEntry ours = Settled.byThePlatform(folder).get(0);
      assertThat(ours.usageId()).isEqualTo(callers.usageId() + "-p1");
      assertThat(ours.opened().generationId()).isEqualTo(callers.opened().generationId());
      assertThat(ours.labels()).containsExactly("expense:failed-attempt");
      assertThat(outcomes(ours)).containsExactly("overloaded");
      assertThat(ours.servedModel()).isEqualTo("a-1");
      assertThat(ours.provider()).isEqualTo("fake");
      assertThat(ours.usage().of(UsageUnit.INPUT_TOKENS))
          .isEqualTo(new Quantity.Known(9, Quantity.Source.PROVIDER_PARTIAL));
    }
  }

  @Test
  void fallback_firstAttemptWasRefused_nobodyPaysForIt() throws Exception {
    try (RunningGateway gateway = start("cancel", 9, "1MiB")) {
      gateway.upstream("fake").then(Script.start().fail(FailureKind.RATE_LIMITED, "slow down"));
      gateway.upstream("other").then(Script.saying("yes"));

      var unused = gateway.generation().generate(Requests.text("chat", "Hi").build());

      assertThat(Settled.all(folder)).hasSize(1);
    }
  }

  private static List<String> outcomes(SettledEntry entry) {
    return entry.attempts().stream().map(attempt -> attempt.outcome()).toList();
  }

  private static void cancelAfterText(RunningGateway gateway) throws InterruptedException {
    cancelAfterText(gateway, "chat");
  }

  private static void cancelAfterText(RunningGateway gateway, String model)
      throws InterruptedException {
    StreamedCall call =
        StreamedCall.start(
            GenerationServiceGrpc.newStub(gateway.channel()), Requests.text(model, "Hi").build());
    call.awaitText();
    call.cancel();
  }

  /** Whether the one slot is free. */
  private static boolean answers(RunningGateway gateway) {
    try {
      return gateway
          .generation()
          .generate(Requests.text("chat", "Hi").build())
          .getOutputs(0)
          .getText()
          .startsWith("next");
    } catch (io.grpc.StatusRuntimeException full) {
      return false;
    }
  }

  private List<SettledEntry> awaitEntries(int count) {
    await().atMost(PATIENCE).until(() -> Settled.all(folder).size() == count);
    try {
      return Settled.all(folder);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
