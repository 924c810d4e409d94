package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.colophon.gateway.dispatch.Asked;
import io.colophon.gateway.dispatch.HandTurned;
import io.colophon.gateway.routing.canary.CanaryTrial;
import io.colophon.gateway.routing.canary.CanaryWatch;
import io.colophon.gateway.routing.canary.Rollback;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.testkit.Gate;
import io.colophon.provider.testkit.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Canaries from the first request until they are taken back, in a time that stands still. */
class CanaryRollbackTest {
  private static final int OLD = 0;
  private static final int FRESH = 1;
  private static final Duration QUICK = Duration.ofMillis(100);

  /** What is usual: outliers are ejected, circuits open, and who fails is asked no more. */
  private static final String USUAL =
      """
      providers:
        old: { type: scripted }
        fresh: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets:
            - { provider: old, model: m }
            - provider: fresh
              model: m
              canary: { share: 50%, by: generation, slower: 1.5 }
      """;

  private static final String NO_EJECTION = "fresh: { type: scripted, outliers: { enabled: false }";
  private static final String NEITHER = NO_EJECTION + ", circuit-breaker: { enabled: false }";

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(CanaryWatch.class);
  private Gate gate = new Gate();
  private HandTurned gateway;

  @BeforeEach
  void listen() {
    said.start();
    logger.addAppender(said);
  }

  @AfterEach
  void stop() throws IOException {
    logger.detachAppender(said);
    gateway.close();
  }

  private void start(String config) throws IOException {
    gateway = new HandTurned(folder, config, () -> 0L);
    answers("old");
    answers("fresh");
  }

  private void answers(String provider) {
    gateway
        .upstream(provider)
        .otherwise(request -> Script.start().accept().hang(gate).text("yes").finish());
  }

  private void fails(FailureKind kind) {
    gateway.upstream("fresh").otherwise(request -> Script.start().fail(kind, "broken"));
  }

  /** Asks once; whoever answers does so after its time. */
  private Asked ask(Duration freshTakes) {
    gate = new Gate();
    Asked asked = gateway.ask();
    gateway.advance(gateway.upstream("fresh").underWay() > 0 ? freshTakes : QUICK);
    gate.open();
    asked.end();
    gateway.awaitNothingUnderWay();
    return asked;
  }

  /** How many requests it takes until the canary is taken back; empty if it never is. */
  private OptionalInt takenBackAfter(int most, Supplier<Asked> request) {
    for (int i = 1; i <= most; i++) {
      Asked asked = request.get();
      assertThat(asked.receipt().attempts()).isNotEmpty(); // no caller goes without an answer
      if (trial().rollback().isPresent()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private CanaryTrial trial() {
    return gateway.route().targets().get(FRESH).rules().canary().orElseThrow().trial();
  }

  private String text(int target) {
    return AdminMessages.route(gateway.route(), gateway.ticker.nanos())
        .getTargets(target)
        .getTrial();
  }

  private void assertTakenBack(Rollback.Cause cause) {
    Rollback rollback = trial().rollback().orElseThrow();
    assertThat(rollback.cause()).isEqualTo(cause);
    assertThat(said.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("canary " + trial().name() + " is taken back: " + rollback.detail());
    assertThat(trial().name()).endsWith(" fresh/m");
    assertThat(text(FRESH))
        .startsWith("taken back at 2026-11-22T12:")
        .endsWith(" for " + cause.id() + ": " + rollback.detail());
    assertThat(text(OLD)).isEmpty();
    assertThat(gateway.rollbacks()).isEqualTo(1);
    assertGetsNothingMore();
  }

  private void assertGetsNothingMore() {
    int before = gateway.upstream("fresh").calls().size();
    gateway.advance(Duration.ofHours(1));
    for (int i = 0; i < 20; i++) {
      assertThat(ask(QUICK).attempts()).containsExactly("old/m ok");
    }
    assertThat(gateway.upstream("fresh").calls()).hasSize(before);
    assertThat(gateway.rollbacks()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"INTERNAL", "UNREACHABLE", "OVERLOADED", "MALFORMED_ANSWER", "MODEL_UNAVAILABLE"})
  void ask_canaryFailsAlways_isTakenBackAsSoonAsItIsEjected(FailureKind kind) throws IOException {
    start(USUAL);
    fails(kind);

    assertThat(takenBackAfter(40, () -> ask(QUICK))).isPresent();

    assertThat(trial().rollback().orElseThrow().detail())
        .startsWith("5 of 5 attempts failed, 0 of");
    assertTakenBack(Rollback.Cause.ERRORS);
  }

  @Test
  void ask_canaryFailsAlwaysAndIsNeverEjected_isTakenBackWhenItsCircuitOpens() throws IOException {
    start(USUAL.replace("fresh: { type: scripted", NO_EJECTION));
    fails(FailureKind.INTERNAL);

    assertThat(takenBackAfter(60, () -> ask(QUICK))).isPresent();

    assertThat(trial().rollback().orElseThrow().detail()).startsWith("10 of 10 attempts failed, ");
    assertTakenBack(Rollback.Cause.ERRORS);
  }

  @Test
  void ask_canaryFailsAlwaysAndNothingElseStopsIt_isTakenBackAtTheFirstLook() throws IOException {
    start(USUAL.replace("fresh: { type: scripted", NEITHER));
    fails(FailureKind.INTERNAL);

    assertThat(takenBackAfter(200, () -> ask(QUICK))).isPresent();

    assertThat(trial().rollback().orElseThrow().detail()).startsWith("50 of 50 attempts failed, ");
    assertTakenBack(Rollback.Cause.ERRORS);
  }

  @Test
  void ask_canaryOfASmallShareFailsAlways_isTakenBackAsSoonAsItIsEjected() throws IOException {
    start(USUAL.replace("50%", "5%"));
    fails(FailureKind.INTERNAL);

    assertThat(takenBackAfter(400, () -> ask(QUICK))).isPresent();

    assertThat(trial().standing().attempts()).isEqualTo(5);
    assertTakenBack(Rollback.Cause.ERRORS);
  }

  @Test
  void ask_canaryIsSlower_isTakenBackForIt() throws IOException {
    start(USUAL);

    assertThat(takenBackAfter(200, () -> ask(Duration.ofMillis(300)))).isPresent();

    assertTakenBack(Rollback.Cause.LATENCY);
  }

  @Test
  void ask_canaryKeepsCallersUntilTheirDeadline_isTakenBack() throws IOException {
    start(USUAL);
    gateway.upstream("fresh").otherwise(request -> Script.start().accept().hang());

    for (int i = 0; i < 200 && trial().rollback().isEmpty(); i++) {
      gate = new Gate();
      Asked asked = gateway.ask(Duration.ofSeconds(2));
      if (gateway.upstream("fresh").underWay() > 0) {
        gateway.advance(Duration.ofSeconds(2));
      }
      gate.open();
      asked.end();
      gateway.awaitNothingUnderWay();
    }

    assertThat(trial().rollback().orElseThrow().detail())
        .matches("(\\d+) of \\1 attempts failed, 0 of \\d+ at the other targets");
    assertTakenBack(Rollback.Cause.ERRORS);
  }

  @Test
  void ask_canaryHangs_isTakenBackWhileItsCallersStillWait() throws IOException {
    start(USUAL);
    Gate never = new Gate();
    gateway
        .upstream("fresh")
        .otherwise(request -> Script.start().accept().hang(never).text("late").finish());
    List<Asked> waiting = new ArrayList<>();

    for (int i = 0; i < 400 && trial().rollback().isEmpty(); i++) {
      gate = new Gate();
      Asked asked = gateway.ask();
      boolean hangs = gateway.upstream("fresh").underWay() > waiting.size();
      gateway.advance(Duration.ofMillis(80 + i % 40));
      gate.open();
      if (hangs) {
        waiting.add(asked);
      } else {
        asked.end();
      }
    }

    assertThat(trial().rollback().orElseThrow().detail()).endsWith(" still wait");
    assertThat(trial().standing().failures()).isZero();
    never.open();
    waiting.forEach(Asked::end);
    gateway.awaitNothingUnderWay();
    assertTakenBack(Rollback.Cause.LATENCY);
  }

  @Test
  void ask_canaryIsAlwaysLimited_isTakenBackAtItsThirdRefusal() throws IOException {
    start(USUAL);
    gateway
        .upstream("fresh")
        .otherwise(
            request -> Script.start().fail(FailureKind.RATE_LIMITED, "no", Duration.ofSeconds(5)));

    assertThat(takenBackAfter(400, () -> ask(QUICK))).isPresent();

    assertThat(trial().rollback().orElseThrow().detail()).startsWith("3 of 3 attempts failed, 0 ");
    assertTakenBack(Rollback.Cause.ERRORS);
  }

  @Test
  void ask_canaryDoesAsWellAsTheOthers_stays() throws IOException {
    start(USUAL);

    assertThat(takenBackAfter(400, () -> ask(QUICK))).isEmpty();

    assertThat(trial().standing().looks()).isGreaterThanOrEqualTo(3);
    assertThat(text(FRESH)).startsWith("takes 50.00%: 0 of ").contains(" attempts failed, 0 of ");
    assertThat(said.list).isEmpty();
    assertThat(gateway.rollbacks()).isZero();
  }

  @Test
  void ask_theOthersFail_theyAreNotLeftOutForTheCanarysSake() throws IOException {
    start(
        USUAL.replace(
            "old: { type: scripted", "old: { type: scripted, circuit-breaker: { enabled: false }"));
    gateway
        .upstream("old")
        .otherwise(request -> Script.start().fail(FailureKind.MODEL_UNAVAILABLE, "so"));
    gate.open();
    for (int i = 0; i < 40; i++) {
      gateway.ask().end();
      gateway.awaitNothingUnderWay();
      gateway.advance(QUICK);
    }

    answers("old");
    for (int i = 0; i < 20; i++) {
      assertThat(ask(QUICK).attempts())
          .hasSize(1)
          .allMatch(List.of("old/m ok", "fresh/m ok")::contains);
    }
    assertThat(gateway.rollbacks()).isZero();
  }
}
