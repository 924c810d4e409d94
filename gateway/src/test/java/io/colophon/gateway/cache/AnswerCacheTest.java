package io.colophon.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.dispatch.Asked;
import io.colophon.gateway.dispatch.HandTurned;
import io.colophon.gateway.failure.Reason;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are the same, through a pipeline whose time stands still. */
class AnswerCacheTest {
  private static final String CONFIG =
      """
      providers:
        first: { type: scripted }
      cache: { most-bytes: 8KiB, most-entry: 2KiB, most-followers: 3 }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: first, model: a } ]
          retry: { attempts: 0 }
          cache: { enabled: true, keep: 1m }
      prices:
        - { model: a, version: v1, rates: { input-tokens: 1/M, output-tokens: 2/M } }
      """;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final List<Asked> asked = new ArrayList<>();
  private HandTurned gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new HandTurned(folder, CONFIG, () -> 0L);
  }

  @AfterEach
  void stop() throws IOException {
    asked.forEach(Asked::end); // the ledger has a thread of its own
    assertThat(gateway.leftOver()).isEmpty();
    gateway.close();
  }

  private static GenerationRequest certain(String words) {
    return withTemperature(words, 0);
  }

  private static GenerationRequest withTemperature(String words, double temperature) {
    GenerationRequest.Text text = HandTurned.text(words);
    return new GenerationRequest.Text(
        text.prompt(),
        OptionalInt.empty(),
        OptionalDouble.of(temperature),
        OptionalDouble.empty(),
        List.of(),
        OptionalLong.empty(),
        text.jsonSchema(),
        List.of());
  }

  private Asked ask(String words) {
    return ask(MINUTE, "acme", Map.of(), certain(words));
  }

  private Asked askSaying(String wish) {
    return ask(MINUTE, "acme", Map.of("cache-control", wish), certain("Hi"));
  }

  private Asked ask(
      Duration deadline, String tenant, Map<String, String> metadata, GenerationRequest request) {
    Asked one = gateway.ask(deadline, tenant, metadata, request);
    asked.add(one);
    return one;
  }

  private int calls() {
    return gateway.upstream("first").calls().size();
  }

  private static Script saying(String words) {
    return Script.start()
        .accept("a-1")
        .text(words)
        .finish(
            FinishReason.STOP,
            Usage.from(Quantity.Source.PROVIDER_FINAL)
                .with(UsageUnit.INPUT_TOKENS, 10)
                .with(UsageUnit.OUTPUT_TOKENS, 20)
                .build());
  }

  @Test
  void answer_askedForAgain_costsNothingAndIsLabelledAnew() throws IOException {
    gateway.upstream("first").then(saying("the answer"));

    Asked one = ask("Hi");
    String first = one.receipt().generationId();
    gateway.advance(Duration.ofSeconds(12));
    Asked other = ask("Hi");

    assertThat(other.receipt().generationId()).isNotEqualTo(first);
    assertThat(other.text()).startsWith("the answer").isEqualTo(one.text());
    assertThat(other.receipt().outputs()).hasSize(1);
    assertThat(other.receipt().outputs()).isNotEqualTo(one.receipt().outputs());
    assertThat(other.receipt().servedModel()).isEqualTo(one.receipt().servedModel());
    assertThat(other.attempts()).containsExactly("first/a cached (answered 12 s ago)");
    assertThat(other.receipt().usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
    assertThat(calls()).isEqualTo(1);
    List<SettledEntry> entries = gateway.entries();
    assertThat(entries)
        .extracting(entry -> ((Cost.Priced) entry.reading().cost()).nanos())
        .containsExactly(50_000L, 0L);
  }

  @Test
  void answer_afterItsTime_isAskedForAnew() {
    gateway.upstream("first").then(saying("old")).then(saying("new"));
    ask("Hi").receipt();
    gateway.advance(Duration.ofSeconds(61));

    assertThat(ask("Hi").text()).startsWith("new");
  }

  @Test
  void answer_toOtherWordsOrOtherTenants_isAnother() {
    gateway.upstream("first").then(saying("one")).then(saying("two")).then(saying("three"));
    ask("Hi").receipt();

    assertThat(ask("Ho").text()).startsWith("two");
    assertThat(ask(MINUTE, "other", Map.of(), certain("Hi")).text()).startsWith("three");
    assertThat(ask("Hi").text()).startsWith("one");
  }

  @Test
  void answer_leftToChance_isNeitherKeptNorGiven() {
    gateway.upstream("first").then(saying("one")).then(saying("two"));

    ask(MINUTE, "acme", Map.of(), withTemperature("Hi", 0.7)).receipt();
    Asked again = ask(MINUTE, "acme", Map.of(), withTemperature("Hi", 0.7));

    assertThat(again.text()).startsWith("two");
  }

  @Test
  void caller_whoWantsNoneOrKeepsNone_isObeyed() {
    gateway.upstream("first").then(saying("unkept")).then(saying("old")).then(saying("new"));

    askSaying("no-store").receipt();
    assertThat(ask("Hi").text()).startsWith("old");
    assertThat(askSaying("no-cache").text()).startsWith("new");
    assertThat(ask("Hi").text()).startsWith("new");
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void answer_tooLargeOrFailedOrFiltered_isNotKept() {
    gateway
        .upstream("first")
        .then(saying("x".repeat(2000)))
        .then(Script.start().accept().fail(FailureKind.OVERLOADED, "full"))
        .then(
            Script.start()
                .accept()
                .text("cut")
                .finish(FinishReason.CONTENT_FILTERED, Usage.UNREPORTED))
        .then(saying("last"));

    ask("Hi").receipt();
    assertThat(ask("Hi").refusal().reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    ask("Hi").receipt();
    assertThat(ask("Hi").text()).startsWith("last");
  }

  @Test
  void answers_moreThanMayBeKept_giveWayToNewerOnes() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      gateway.upstream("first").then(saying(i + "x".repeat(400)));
      words.add("question " + i);
    }
    words.forEach(one -> ask(one).receipt());

    gateway.upstream("first").otherwise(request -> saying("asked anew"));
    assertThat(words.stream().filter(one -> ask(one).text().startsWith("asked anew")).count())
        .isBetween(10L, 19L);
  }

  @Test
  void requests_thatAreTheSameAtOneTime_areOneToTheUpstream() throws IOException {
    Gate gate = new Gate();
    gateway.upstream("first").then(Script.start().accept().hang(gate).text("one").finish());

    Asked leader = ask("Hi");
    List<Asked> followers = List.of(ask("Hi"), ask("Hi"), ask("Hi"));
    gate.open();

    assertThat(leader.text()).startsWith("one");
    leader.receipt();
    for (Asked follower : followers) {
      follower.receipt();
      assertThat(follower.text()).isEqualTo(leader.text());
      assertThat(follower.attempts()).containsExactly("first/a shared (answered 0 s ago)");
    }
    assertThat(calls()).isEqualTo(1);
    assertThat(gateway.entries()).hasSize(4);
  }

  @Test
  void followers_moreThanMayWait_askByThemselves() {
    Gate gate = new Gate();
    gateway
        .upstream("first")
        .then(Script.start().accept().hang(gate).text("one").finish())
        .then(saying("alone"));
    Asked leader = ask("Hi");
    List<Asked> followers = List.of(ask("Hi"), ask("Hi"), ask("Hi"));

    assertThat(ask("Hi").text()).startsWith("alone");
    gate.open();
    leader.receipt();
    followers.forEach(Asked::receipt);
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void leader_thatGoesAway_isFollowedByTheNext() {
    gateway.upstream("first").then(Script.start().accept().hang()).then(saying("for the others"));
    Asked leader = ask("Hi");
    Asked second = ask("Hi");
    Asked third = ask("Hi");

    leader.generation().cancel();

    assertThat(leader.refusal().reason()).isEqualTo(Reason.CANCELLED);
    second.receipt();
    third.receipt();
    assertThat(second.text()).startsWith("for the others");
    assertThat(third.attempts()).hasSize(1);
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void leader_whoseUpstreamFails_leavesTheNextToAsk() {
    Gate gate = new Gate();
    gateway
        .upstream("first")
        .then(Script.start().accept().hang(gate).fail(FailureKind.OVERLOADED, "full"))
        .then(saying("at last"));
    Asked leader = ask("Hi");
    Asked second = ask("Hi");
    Asked third = ask("Hi");
    gate.open();

    assertThat(leader.refusal().reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    second.receipt();
    third.receipt();
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void leader_whoseRequestIsWrong_isWrongForAll() {
    Gate gate = new Gate();
    gateway
        .upstream("first")
        .then(Script.start().accept().hang(gate).fail(FailureKind.CONTENT_REFUSED, "no"));
    Asked leader = ask("Hi");
    Asked follower = ask("Hi");
    gate.open();

    assertThat(leader.refusal().reason()).isEqualTo(Reason.CONTENT_REFUSED);
    assertThat(follower.refusal().reason()).isEqualTo(Reason.CONTENT_REFUSED);
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void follower_thatGoesAwayOrIsLate_leavesNothingBehind() {
    Gate gate = new Gate();
    gateway.upstream("first").then(Script.start().accept().hang(gate).text("one").finish());
    Asked leader = ask("Hi");
    Asked goes = ask("Hi");
    Asked late = ask(Duration.ofSeconds(5), "acme", Map.of(), certain("Hi"));

    goes.generation().cancel();
    gateway.advance(Duration.ofSeconds(6));
    assertThat(goes.refusal().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(late.refusal().reason()).isEqualTo(Reason.DEADLINE_EXCEEDED);
    gate.open();
    leader.receipt();
  }

  @Test
  void keptAnswer_isGivenAsItIsAskedFor() {
    gateway.upstream("first").then(Script.start().accept().text("a", "b", "c").finish());
    ask("Hi").receipt();

    Asked slow = gateway.begin(MINUTE, "acme", Map.of(), certain("Hi"));
    assertThat(slow.text()).isEmpty();
    slow.generation().request(1);
    assertThat(slow.text()).isEqualTo("a");
    slow.generation().request(1);
    assertThat(slow.text()).isEqualTo("ab");
    slow.generation().cancel();
    assertThat(slow.refusal().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(calls()).isEqualTo(1);
  }
}
