package io.colophon.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What happens on another thread at every moment at which a dispatch looks at the time, one after
 * the other: whenever it is, the generation ends, nothing is left, its caller has exactly one
 * entry, and the platform pays for the attempts that were of no use to him.
 */
class InterleavingsTest {
  private static final int MOST_LOOKS = 200;
  private static final String TAME =
      "circuit-breaker: { enabled: false }, outliers: { enabled: false },"
          + " timeout: { first-output: 1h, idle: 1h, total: 1h }";
  private static final String HEDGED =
      """
      providers:
        first: { type: scripted, concurrency: { most: 1 }, %1$s }
        second: { type: scripted, concurrency: { most: 1 }, %1$s }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a }, { provider: second, model: b } ]
          retry: { attempts: 0 }
          hedge: { enabled: true, samples: 10, budget: 100%%, spend: 100%%, memory: 1d, longest: 5s }
      prices:
        - { model: a, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }
        - { model: b, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }
      """
          .formatted(TAME);
  private static final String ONE =
      """
      limits:
        - { subject: global, dimension: concurrency, amount: 8 }
      providers:
        first: { type: scripted, api-keys: [one, two], concurrency: { most: 1 }, %1$s }
        second: { type: scripted, concurrency: { most: 1 }, %1$s }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a } %2$s ]
          retry: { first-pause: 100ms, longest-pause: 100ms, budget: 100%%, budget-minimum: 1000 }
      """;

  @TempDir Path folder;
  private HandTurned gateway;

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  /** What happens in the middle of a generation. */
  enum Event {
    CALLER_GOES,
    DEADLINE_PASSES
  }

  /** What becomes of the first attempt while, or after, a second one begins. */
  enum First {
    FAILS,
    ANSWERS,
    STAYS_SILENT_AND_CALLER_GOES,
    STAYS_SILENT_AND_DEADLINE_PASSES
  }

  /** What the second attempt does. */
  enum Second {
    ANSWERS,
    FAILS,
    WAITS_AND_ANSWERS,
    WAITS_AND_FAILS
  }

  @ParameterizedTest(name = "the first {0}")
  @EnumSource(First.class)
  void hedge_somethingHappensWhileItBegins_endsOnceAndNothingIsLeft(First first)
      throws IOException {
    gateway = new HandTurned(folder, HEDGED, () -> 0L);
    List<Asked> learnt = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      learnt.add(answerAfter(Duration.ofMillis(100)));
    }
    learnt.forEach(Asked::receipt);
    List<Ended> ended = new ArrayList<>();
    for (Second second : Second.values()) {
      int looks = 0;
      do {
        assertThat(++looks).isLessThan(MOST_LOOKS);
        ended.add(interrupted(looks, first, second));
      } while (!ended.get(ended.size() - 1).whole());
      assertThat(looks).isGreaterThan(3);
    }
    eachHasOneEntryOfItsCaller(ended);
  }

  private Ended interrupted(int look, First first, Second second) {
    Gate firstGoesOn = new Gate();
    Gate secondGoesOn = new Gate();
    Script begun = begun(7).hang(firstGoesOn);
    gateway
        .upstream("first")
        .then(first == First.FAILS ? broken(begun) : begun.text("first").finish());
    gateway.upstream("second").otherwise(request -> second(second, secondGoesOn));
    int firstCalls = gateway.upstream("first").calls().size();
    int secondCalls = gateway.upstream("second").calls().size();
    int timers = gateway.timers.pending();

    Asked asked = gateway.ask();
    gateway.looks.interrupt(
        look,
        () -> {
          switch (first) {
            case FAILS, ANSWERS -> firstGoesOn.open();
            case STAYS_SILENT_AND_CALLER_GOES -> asked.generation().cancel();
            case STAYS_SILENT_AND_DEADLINE_PASSES -> gateway.advance(Duration.ofMinutes(2));
          }
        });
    gateway.advance(Duration.ofSeconds(10)); // the hedge begins
    Runnable after = gateway.looks.takeBack();
    if (after != null) {
      after.run();
    }
    secondGoesOn.open();
    firstGoesOn.open();
    boolean good = asked.awaitGoodEnd();
    gateway.advance(Duration.ofSeconds(1));

    String where = "%s at look %d: %s".formatted(second, look, asked.attempts());
    isClean(where, timers);
    assertThat(gateway.upstream("first").calls()).as(where).hasSize(firstCalls + 1);
    assertThat(gateway.upstream("first").underWay()).as(where).isZero();
    assertThat(gateway.upstream("second").underWay()).as(where).isZero();
    boolean hedged = gateway.upstream("second").calls().size() > secondCalls;
    assertThat(hedged || after == null).as("hedged, %s", where).isTrue();
    boolean saved = hedged && (second == Second.ANSWERS || second == Second.WAITS_AND_ANSWERS);
    if (first == First.ANSWERS || first == First.FAILS && saved) {
      assertThat(good).as(where).isTrue();
    }
    return new Ended(asked, where, good, after != null);
  }

  /**
   * One of many.
   *
   * @param good whether it came to a good end
   * @param whole whether nothing interrupted it, so that every attempt was answered
   */
  private record Ended(Asked asked, String where, boolean good, boolean whole) {
    String id() {
      return asked.generation().received().generationId();
    }

    int attempts() {
      return asked.generation().attempts().size();
    }
  }

  private static Script begun(long inputTokens) {
    return Script.start()
        .accept()
        .emit(
            new GenerationEvent.UsedSoFar(
                Usage.from(Quantity.Source.PROVIDER_PARTIAL)
                    .with(UsageUnit.INPUT_TOKENS, inputTokens)
                    .build()));
  }

  private static Script broken(Script begun) {
    return begun.fail(FailureKind.INTERNAL, "broke");
  }

  private static Script second(Second second, Gate goesOn) {
    return switch (second) {
      case ANSWERS -> begun(9).text("second").finish();
      case FAILS -> broken(begun(9));
      case WAITS_AND_ANSWERS -> begun(9).hang(goesOn).text("second").finish();
      case WAITS_AND_FAILS -> broken(begun(9).hang(goesOn));
    };
  }

  private Asked answerAfter(Duration time) {
    Gate gate = new Gate();
    gateway.upstream("first").then(Script.start().accept().hang(gate).text("ok").finish());
    Asked asked = gateway.ask();
    gateway.ticker.advance(time);
    gate.open();
    return asked;
  }

  /** A way on which a generation comes to an answer. */
  enum Way {
    RETRY,
    ROTATION,
    FALLBACK,
    TURN
  }

  static Stream<Arguments> ways() {
    return Stream.of(Way.values())
        .flatMap(way -> Stream.of(Event.values()).map(event -> Arguments.of(way, event)))
        // After some that were late the room refuses at once who would be late as well.
        .filter(row -> !List.of(row.get()).equals(List.of(Way.TURN, Event.DEADLINE_PASSES)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("ways")
  void ask_itEndsInTheMiddle_endsOnceAndNothingIsLeft(Way way, Event event) throws IOException {
    String second = way == Way.FALLBACK ? ", { provider: second, model: b }" : "";
    gateway = new HandTurned(folder, ONE.formatted(TAME, second), () -> 0L);
    gateway.upstream("second").otherwise(request -> begun(9).text("yes").finish());
    gateway.upstream("first#two").otherwise(request -> begun(9).text("yes").finish());
    List<Ended> ended = new ArrayList<>();
    for (int look = 1; ; look++) {
      assertThat(look).isLessThan(MOST_LOOKS);
      int timers = gateway.timers.pending();
      Gate other = new Gate();
      script(way, other);
      Asked holder = null;
      if (way == Way.TURN) {
        holder = gateway.ask(Duration.ofHours(1), "other", Map.of(), HandTurned.text("?"));
      }

      Asked asked = gateway.ask();
      gateway.looks.interrupt(
          look,
          () -> {
            switch (event) {
              case CALLER_GOES -> asked.generation().cancel();
              case DEADLINE_PASSES -> gateway.advance(Duration.ofMinutes(2));
            }
          });
      other.open();
      gateway.advance(Duration.ofSeconds(1));
      Runnable after = gateway.looks.takeBack();
      boolean good = asked.awaitGoodEnd();
      if (holder != null) {
        assertThat(holder.awaitGoodEnd()).isTrue();
      }
      gateway.advance(Duration.ofMinutes(20)); // until a rejected key is tried again

      String where = "at look " + look + " " + asked.attempts();
      isClean(where, timers);
      ended.add(new Ended(asked, where, good, after != null));
      if (after != null) {
        assertThat(good).as("%s, which nothing interrupts", where).isTrue();
        break;
      }
    }
    assertThat(ended).hasSizeGreaterThan(3);
    eachHasOneEntryOfItsCaller(ended);
  }

  private void script(Way way, Gate other) {
    switch (way) {
      case RETRY -> {
        List<Script> inTurn =
            new ArrayList<>(List.of(broken(begun(7).hang(other)), begun(9).text("yes").finish()));
        gateway.upstream("first#one").otherwise(request -> inTurn.remove(0));
      }
      case ROTATION ->
          gateway
              .upstream("first#one")
              .otherwise(
                  request -> begun(7).hang(other).fail(FailureKind.CREDENTIAL_REJECTED, "401"));
      case FALLBACK ->
          gateway.upstream("first#one").otherwise(request -> broken(begun(7).hang(other)));
      case TURN ->
          gateway
              .upstream("first#one")
              .otherwise(request -> begun(7).hang(other).text("yes").finish());
    }
  }

  private void isClean(String where, int timers) {
    assertThat(gateway.leftOver()).as(where).isEmpty();
    assertThat(gateway.timers.pending()).as("timers %s", where).isEqualTo(timers);
    assertThat(gateway.config.waiting().waiting()).as(where).isZero();
  }

  /** One of the caller; and each attempt that was answered is on his account or the platform's. */
  private void eachHasOneEntryOfItsCaller(List<Ended> all) throws IOException {
    List<SettledEntry> entries = gateway.entries();
    for (Ended end : all) {
      List<SettledEntry> ours =
          entries.stream().filter(entry -> entry.usageId().startsWith(end.id() + "-p")).toList();
      assertThat(entries)
          .as(end.where())
          .filteredOn(entry -> entry.usageId().equals(end.id()))
          .singleElement()
          .satisfies(entry -> assertThat(entry.opened().tenant()).isEqualTo("acme"));
      assertThat(ours)
          .as(end.where())
          .allSatisfy(entry -> assertThat(entry.opened().tenant()).isEqualTo("*platform"))
          .hasSizeLessThanOrEqualTo(end.attempts());
      if (end.good() && end.whole()) {
        assertThat(ours).as(end.where()).hasSize(end.attempts() - 1);
      }
    }
  }
}
