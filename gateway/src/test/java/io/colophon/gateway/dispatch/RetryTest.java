package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retries and fallbacks through the pipeline, in a time that stands still. */
class RetryTest {
  private static final String ONE =
      """
      providers:
        first: { type: scripted, circuit-breaker: { enabled: false }, outliers: { enabled: false } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a } ]
          retry: { first-pause: 100ms, longest-pause: 100ms, longest-retry-after: 10s }
      """;
  private static final String TWO =
      """
      providers:
        first: { type: scripted, circuit-breaker: { enabled: false }, outliers: { enabled: false } }
        second: { type: scripted, circuit-breaker: { enabled: false }, outliers: { enabled: false } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a }, { provider: second, model: a } ]
      """;

  @TempDir Path folder;
  private HandTurned gateway;

  private HandTurned start(String config) throws IOException {
    gateway = new HandTurned(folder, config, () -> 0L); // no jitter
    return gateway;
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private void fail(String provider, FailureKind kind) {
    gateway.upstream(provider).otherwise(request -> Script.start().fail(kind, "so"));
  }

  @Test
  void ask_onlyTargetIsOverloadedOnce_isAskedAgainAndAnswers() throws IOException {
    start(ONE);
    gateway.upstream("first").then(Script.start().accept().fail(FailureKind.OVERLOADED, "full"));
    gateway.upstream("first").then(Script.saying("yes"));

    Asked asked = gateway.ask();
    gateway.advance(Duration.ofMillis(1));
    asked.receipt();

    assertThat(asked.text()).startsWith("yes");
    assertThat(asked.attempts()).containsExactly("first/a overloaded", "first/a ok (retry 1)");
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(gateway.entries())
        .extracting(SettledEntry::usageId, SettledEntry::endState)
        .containsExactlyInAnyOrder(
            tuple("g1", EndState.COMPLETED), tuple("g1-p1", EndState.FAILED_BEFORE_OUTPUT));
  }

  @Test
  void ask_targetStaysAway_isAskedTwiceMoreAndNoMore() throws IOException {
    start(ONE);
    fail("first", FailureKind.UNREACHABLE);

    Asked asked = gateway.ask();
    gateway.advance(Duration.ofSeconds(5));

    assertThat(asked.refusal().reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    assertThat(gateway.upstream("first").calls()).hasSize(3);
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void ask_onlyTargetFailsBeforeOutput_isAskedAgainOnlyWhereThatMayHelp() throws IOException {
    start(ONE);
    for (FailureKind kind : FailureKind.values()) {
      fail("first", kind);
      boolean retried =
          switch (kind) {
            case RATE_LIMITED, OVERLOADED, UNREACHABLE, MALFORMED_ANSWER, INTERNAL -> true;
            default -> false;
          };
      int before = gateway.upstream("first").calls().size();

      Asked asked = gateway.ask();
      gateway.advance(Duration.ofMinutes(1));

      assertThat(asked.refusal()).as("%s", kind).isNotNull();
      assertThat(gateway.upstream("first").calls())
          .as("%s", kind)
          .hasSize(before + (retried ? 3 : 1));
      assertThat(gateway.leftOver()).as("%s", kind).isEmpty();
    }
  }

  @Test
  void ask_firstTargetFailsBeforeOutput_theSecondIsAskedAtOnceWhereThatMayHelp()
      throws IOException {
    start(TWO);
    gateway.upstream("second").otherwise(request -> Script.saying("yes"));
    for (FailureKind kind : FailureKind.values()) {
      fail("first", kind);
      int before = gateway.upstream("second").calls().size();

      Asked asked = gateway.ask();

      if (kind == FailureKind.INVALID_REQUEST || kind == FailureKind.CONTENT_REFUSED) {
        assertThat(asked.refusal()).as("%s", kind).isNotNull();
        assertThat(gateway.upstream("second").calls()).as("%s", kind).hasSize(before);
      } else {
        asked.receipt();
        assertThat(asked.attempts())
            .containsExactly("first/a " + kind.name().toLowerCase(Locale.ROOT), "second/a ok");
      }
      assertThat(gateway.leftOver()).as("%s", kind).isEmpty();
      gateway.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void ask_targetFailsAfterOutput_nothingFollows() throws IOException {
    start(TWO);
    int calls = 0;
    for (FailureKind kind : FailureKind.values()) {
      gateway.upstream("first").then(Script.start().accept().text("half").fail(kind, "so"));

      Asked asked = gateway.ask();
      gateway.advance(Duration.ofMinutes(1));

      assertThat(asked.refusal()).as("%s", kind).isNotNull();
      assertThat(gateway.upstream("first").calls()).as("%s", kind).hasSize(++calls);
      assertThat(gateway.upstream("second").calls()).as("%s", kind).isEmpty();
      assertThat(gateway.leftOver()).as("%s", kind).isEmpty();
    }
  }

  @Test
  void ask_upstreamAsksToWait_isNotAskedBeforeThat() throws IOException {
    start(ONE);
    gateway
        .upstream("first")
        .then(Script.start().fail(FailureKind.RATE_LIMITED, "slow", Duration.ofSeconds(7)))
        .then(Script.saying("yes"));

    Asked asked = gateway.ask();
    gateway.advance(Duration.ofMillis(6_999));
    assertThat(gateway.upstream("first").calls()).hasSize(1);
    gateway.advance(Duration.ofMillis(2));

    asked.receipt();
    assertThat(asked.attempts()).containsExactly("first/a rate_limited", "first/a ok (retry 1)");
  }

  @Test
  void ask_upstreamAsksToWaitTooLong_failsAtOnceAndSaysSo() throws IOException {
    start(ONE);
    gateway
        .upstream("first")
        .then(Script.start().fail(FailureKind.RATE_LIMITED, "slow", Duration.ofSeconds(11)));

    Refusal refusal = gateway.ask().refusal();

    assertThat(refusal.reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(11));
    assertThat(gateway.upstream("first").calls()).hasSize(1);
  }

  @Test
  void ask_deadlineComesBeforeTheWaitIsOver_failsAtOnce() throws IOException {
    start(ONE);
    gateway
        .upstream("first")
        .then(Script.start().fail(FailureKind.RATE_LIMITED, "slow", Duration.ofSeconds(7)));

    Asked asked = gateway.ask(Duration.ofSeconds(6));

    assertThat(asked.refusal().reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void ask_budgetIsUsedUp_isNotAskedAgain() throws IOException {
    start(ONE.replace("retry: {", "retry: { budget: 50%, budget-minimum: 0, budget-window: 1h,"));
    fail("first", FailureKind.INTERNAL);
    for (int i = 0; i < 10; i++) {
      gateway.ask();
      gateway.advance(Duration.ofSeconds(1));
    }

    assertThat(gateway.upstream("first").calls()).hasSize(15);
    assertThat(gateway.route().resilience().retryBudget().granted()).isEqualTo(5);
    assertThat(gateway.route().resilience().retryBudget().refused()).isPositive();
  }

  @Test
  void ask_fallbackOnNothing_otherTargetsAreNeverAsked() throws IOException {
    start(TWO + "    fallback-on: []\n    retry: { first-pause: 1ms, longest-pause: 1ms }\n");
    fail("first", FailureKind.UNREACHABLE);
    gateway.upstream("second").otherwise(request -> Script.saying("yes"));

    Asked asked = gateway.ask();
    gateway.advance(Duration.ofSeconds(5));

    assertThat(asked.refusal()).isNotNull();
    assertThat(gateway.upstream("first").calls()).hasSize(3);
    assertThat(gateway.upstream("second").calls()).isEmpty();
  }

  @Test
  void cancel_inAPause_nothingIsLeftAndTheCallerOwesNothing() throws IOException {
    start(ONE);
    gateway
        .upstream("first")
        .then(Script.start().accept().fail(FailureKind.RATE_LIMITED, "so", Duration.ofSeconds(5)));
    int before = gateway.timers.pending();

    Asked asked = gateway.ask();
    gateway.advance(Duration.ofSeconds(1));
    asked.generation().cancel();

    assertThat(asked.refusal().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(gateway.timers.pending()).isEqualTo(before);
    gateway.advance(Duration.ofMinutes(2));
    assertThat(gateway.upstream("first").calls()).hasSize(1);
    assertThat(gateway.entries())
        .filteredOn(entry -> entry.usageId().equals("g1"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.endState()).isEqualTo(EndState.CANCELLED_BEFORE_OUTPUT);
              assertThat(entry.usage().value(UsageUnit.INPUT_TOKENS)).hasValue(0);
            });
  }

  @Test
  void ask_targetKeepsFailing_isEjectedAndTriedAgainLater() throws IOException {
    start(
        TWO.replace(
            "first: { type: scripted, circuit-breaker: { enabled: false }, outliers: { enabled:"
                + " false }",
            "first: { type: scripted, circuit-breaker: { enabled: false }, outliers: {"
                + " consecutive-failures: 3, eject-for: 10s }"));
    fail("first", FailureKind.INTERNAL);
    gateway.upstream("second").otherwise(request -> Script.saying("yes"));
    for (int i = 0; i < 3; i++) {
      gateway.ask().receipt();
    }

    Asked fourth = gateway.ask();
    fourth.receipt();
    gateway.advance(Duration.ofSeconds(10));
    gateway.upstream("first").otherwise(request -> Script.saying("back"));
    Asked fifth = gateway.ask();
    fifth.receipt();

    assertThat(fourth.attempts()).containsExactly("first/a ejected", "second/a ok");
    assertThat(fifth.attempts()).containsExactly("first/a ok");
    assertThat(gateway.leftOver()).isEmpty();
  }

  @Test
  void ask_providerKeepsNoTimeLimits_theGatewayDoes() throws IOException {
    start(
        ONE.replace(
                "type: scripted,",
                "type: scripted, timeout: { first-output: 2s, idle: 3s, total: 8s },")
            .replace("retry: {", "retry: { attempts: 0,"));
    gateway
        .upstream("first")
        .then(Script.start().accept().hang())
        .then(Script.start().accept().text("a").hang());

    Asked silent = gateway.ask();
    gateway.advance(Duration.ofMillis(1_999));
    assertThat(silent.hasEnded()).isFalse();
    gateway.advance(Duration.ofMillis(1));
    assertThat(silent.attempts()).containsExactly("first/a timed_out");
    Asked idle = gateway.ask();
    gateway.advance(Duration.ofMillis(2_999));
    assertThat(idle.hasEnded()).isFalse();
    gateway.advance(Duration.ofMillis(1));

    assertThat(idle.attempts()).containsExactly("first/a timed_out");
    assertThat(List.of(silent.refusal().reason(), idle.refusal().reason()))
        .containsOnly(Reason.UPSTREAM_UNAVAILABLE);
    assertThat(gateway.leftOver()).isEmpty();
    assertThat(gateway.upstream("first").underWay()).isZero();
  }
}
