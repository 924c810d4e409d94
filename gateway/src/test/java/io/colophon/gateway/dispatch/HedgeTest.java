package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.failure.Reason;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Second attempts, after the gateway has learnt that its first target answers within 100 ms. */
class HedgeTest {
  private static final String CONFIG =
      """
      providers:
        first: { type: scripted }
        second: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a }, { provider: second, model: b } ]
          retry: { attempts: 0 }
          hedge: { enabled: true, samples: 10, budget: 10%, spend: 100%, memory: 1h }
      prices:
        - { model: a, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }
        - { model: b, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }
      """;
  private static final Duration LATE = Duration.ofMillis(113); // a class of 100 ms ends there

  @TempDir Path folder;
  private HandTurned gateway;

  @BeforeEach
  void learn() throws IOException {
    gateway = new HandTurned(folder, CONFIG, () -> 0L);
    for (int i = 0; i < 20; i++) {
      Gate gate = new Gate();
      gateway.upstream("first").then(Script.start().accept().hang(gate).text("ok").finish());
      Asked asked = gateway.ask();
      gateway.ticker.advance(Duration.ofMillis(100));
      gate.open();
      asked.receipt();
    }
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private static Script usedUpTo(Gate gate, long inputTokens) {
    return Script.start()
        .accept("a-1")
        .emit(
            new GenerationEvent.UsedSoFar(
                Usage.from(Quantity.Source.PROVIDER_PARTIAL)
                    .with(UsageUnit.INPUT_TOKENS, inputTokens)
                    .build()))
        .hang(gate)
        .text("slow")
        .finish();
  }

  private List<SettledEntry> entriesOf(String id) throws IOException {
    return gateway.entries().stream().filter(entry -> entry.usageId().startsWith(id)).toList();
  }

  @Test
  void ask_firstIsSlowAndTheHedgeFast_theHedgeAnswersAndThePlatformPaysTheLoser()
      throws IOException {
    gateway.upstream("first").then(usedUpTo(new Gate(), 7));
    gateway.upstream("second").then(Script.start().accept("b-1").text("fast").finish());

    Asked asked = gateway.ask();
    gateway.advance(LATE);
    asked.receipt();

    assertThat(asked.text()).startsWith("fast");
    assertThat(asked.attempts()).containsExactly("first/a lost", "second/b ok (hedge)");
    assertThat(asked.receipt().targetModel().name()).isEqualTo("b");
    assertThat(asked.receipt().servedModel())
        .hasValueSatisfying(served -> assertThat(served.name()).isEqualTo("b-1"));
    assertThat(gateway.upstream("first").underWay()).isZero();
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(entriesOf("g21"))
        .extracting(SettledEntry::usageId, entry -> entry.opened().tenant())
        .containsExactlyInAnyOrder(tuple("g21", "acme"), tuple("g21-p1", "*platform"));
    assertThat(entriesOf("g21-p1"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.labels()).containsExactly("expense:lost-attempt");
              assertThat(entry.provider()).isEqualTo("first");
              assertThat(entry.usage().value(UsageUnit.INPUT_TOKENS)).hasValue(7);
            });
  }

  @Test
  void ask_firstAnswersAfterAll_theHedgeIsCancelled() throws IOException {
    Gate gate = new Gate();
    gateway.upstream("first").then(usedUpTo(gate, 7));
    gateway.upstream("second").then(usedUpTo(new Gate(), 9));

    Asked asked = gateway.ask();
    gateway.advance(LATE);
    assertThat(gateway.upstream("second").underWay()).isEqualTo(1);
    gate.open();
    asked.receipt();

    assertThat(asked.text()).startsWith("slow");
    assertThat(asked.attempts()).containsExactly("second/b lost (hedge)", "first/a ok");
    assertThat(gateway.upstream("second").underWay()).isZero();
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(entriesOf("g21-p1"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.usage().value(UsageUnit.INPUT_TOKENS)).hasValue(9));
  }

  @Test
  void ask_bothFail_theCallerHearsOfTheLastFailure() throws IOException {
    Gate gate = new Gate();
    gateway
        .upstream("first")
        .then(Script.start().accept().hang(gate).fail(FailureKind.INTERNAL, "broke"));
    gateway.upstream("second").then(Script.start().fail(FailureKind.OVERLOADED, "full"));

    Asked asked = gateway.ask();
    gateway.advance(LATE);
    assertThat(asked.hasEnded()).isFalse();
    gate.open();

    assertThat(asked.refusal().reason()).isEqualTo(Reason.UPSTREAM_FAILED);
    assertThat(asked.attempts()).containsExactly("second/b overloaded (hedge)", "first/a internal");
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void ask_firstFailsWhileTheHedgeRuns_theHedgeGoesOnAlone() throws IOException {
    Gate first = new Gate();
    Gate second = new Gate();
    gateway
        .upstream("first")
        .then(Script.start().accept("a-1").hang(first).fail(FailureKind.INTERNAL, "broke"));
    gateway
        .upstream("second")
        .then(Script.start().accept("b-1").hang(second).text("saved").finish());

    Asked asked = gateway.ask();
    gateway.advance(LATE);
    first.open();
    assertThat(asked.hasEnded()).isFalse();
    second.open();
    asked.receipt();

    assertThat(asked.attempts()).containsExactly("first/a internal", "second/b ok (hedge)");
    assertThat(asked.receipt().servedModel())
        .hasValueSatisfying(served -> assertThat(served.name()).isEqualTo("b-1"));
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void ask_firstAnswersInTime_noSecondAttemptIsMadeAfterwards() throws IOException {
    Gate rest = new Gate();
    gateway
        .upstream("first")
        .then(Script.start().accept().text("on time ").hang(rest).text("rest").finish());

    Asked asked = gateway.ask();
    gateway.advance(Duration.ofSeconds(5));
    rest.open();
    asked.receipt();

    assertThat(gateway.upstream("second").calls()).isEmpty();
  }

  @Test
  void ask_everyRequestIsSlow_hedgesStayWithinTheirShare() throws IOException {
    int hedges = 0;
    for (int i = 0; i < 60; i++) {
      Gate gate = new Gate();
      gateway.upstream("first").then(Script.start().accept().hang(gate).text("slow").finish());
      gateway.upstream("second").otherwise(request -> Script.saying("fast"));
      Asked asked = gateway.ask();
      gateway.advance(Duration.ofSeconds(1));
      gate.open();
      asked.receipt();
      hedges = gateway.upstream("second").calls().size();
    }

    assertThat(hedges).isBetween(1, 8); // a tenth of 80 requests
    assertThat(gateway.route().resilience().hedging().budget().refused()).isPositive();
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void cancel_whileTwoRun_bothEndAndNothingIsLeft() throws IOException {
    gateway.upstream("first").then(usedUpTo(new Gate(), 7));
    gateway.upstream("second").then(usedUpTo(new Gate(), 9));
    int before = gateway.timers.pending();

    Asked asked = gateway.ask();
    gateway.advance(LATE);
    asked.generation().cancel();

    assertThat(asked.refusal().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(gateway.upstream("first").underWay()).isZero();
    assertThat(gateway.upstream("second").underWay()).isZero();
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(gateway.timers.pending()).isEqualTo(before);
    assertThat(asked.attempts()).containsExactly("second/b cancelled (hedge)", "first/a cancelled");
    assertThat(entriesOf("g21"))
        .extracting(SettledEntry::usageId)
        .containsExactlyInAnyOrder("g21", "g21-p1");
  }
}
