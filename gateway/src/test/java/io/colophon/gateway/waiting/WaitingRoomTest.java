package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.admission.Priority;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.AdmittedGenerations;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.throttling.fairness.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaitingRoomTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String CONFIG =
      """
      server: { waiting: { most: 8, per-client: 4 } }
      providers:
        one: { type: scripted, concurrency: { most: 1 } }
        two: { type: scripted, concurrency: { most: 1 } }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: one, model: a }, { provider: two, model: a } ]
      tenants:
        heavy: {}
        light: {}
        double: { weight: 2 }
        nightly: { priority: batch }
        alarm: { priority: critical }
      """;

  @TempDir Path folder;
  private AdmittedGenerations generations;
  private final List<String> order = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    generations = new AdmittedGenerations(folder, CONFIG);
  }

  @AfterEach
  void close() {
    generations.close();
  }

  /** What came of a wait. */
  private final class Told implements Turn {
    final String name;
    final Generation generation;
    @Nullable Place place;
    @Nullable Refusal refusal;
    Wait wait = Wait.OVER;

    Told(String name, Generation generation) {
      this.name = name;
      this.generation = generation;
    }

    @Override
    public void yours(Place given) {
      assertThat(place).isNull();
      assertThat(refusal).isNull();
      place = given;
      order.add(name);
    }

    @Override
    public void refused(Refusal why) {
      assertThat(place).isNull();
      assertThat(refusal).isNull();
      refusal = why;
    }

    boolean waits() {
      return place == null && refusal == null;
    }

    Place place() {
      return Objects.requireNonNull(place, "no turn came");
    }

    Refusal refusal() {
      return Objects.requireNonNull(refusal, "no refusal came");
    }

    /** The attempt puts something out and ends. */
    void end() {
      place().firstOutput(1, 1);
      place().free();
    }

    Reason reason() {
      return refusal().reason();
    }
  }

  private Told enter(String tenant) {
    return enter(tenant, 3600 * SECOND, Map.of());
  }

  private Told enter(String tenant, long patienceNanos, Map<String, String> metadata) {
    Generation generation = generations.make(tenant, patienceNanos, metadata);
    Told told = new Told(tenant, generation);
    told.wait = generations.room().enter(generation, generation.plan().orElseThrow(), told);
    return told;
  }

  private int taken() {
    return generations.room().room("one/a").taken() + generations.room().room("two/a").taken();
  }

  @Test
  void enter_targetsHaveRoom_turnComesAtOnce() {
    Told first = enter("heavy");
    Told second = enter("heavy");

    assertThat(first.place).isNotNull();
    assertThat(second.place).isNotNull();
    assertThat(first.place().target().target().name()).isEqualTo("one/a");
    assertThat(second.place().target().target().name()).isEqualTo("two/a");
    assertThat(generations.room().waiting()).isZero();
  }

  @Test
  void free_somebodyWaits_getsThePlaceAndItsWaitIsNoOverhead() {
    Told first = enter("heavy");
    enter("heavy");
    Told waiting = enter("light");
    assertThat(waiting.waits()).isTrue();
    assertThat(generations.room().waiting(Priority.INTERACTIVE)).isEqualTo(1);

    generations.ticker.advance(Duration.ofSeconds(3));
    first.end();
    first.place().free(); // harmless

    assertThat(waiting.place).isNotNull();
    assertThat(waiting.place().target().target().name()).isEqualTo("one/a");
    assertThat(waiting.generation.times().overheadNanos()).isZero();
    assertThat(generations.room().counts().turns()).isEqualTo(1);
    assertThat(generations.room().counts().waitedSeconds()).isEqualTo(3);
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void enter_planKnowsATargetAsTried_waitsForTheOther() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    Generation generation = generations.make("light", 3600 * SECOND, Map.of());
    RoutePlan plan = generation.plan().orElseThrow();
    plan.tried(plan.targets().get(0));
    Told waiting = new Told("light", generation);
    generations.room().enter(generation, plan, waiting);

    first.end();
    assertThat(waiting.waits()).isTrue();
    second.end();

    assertThat(waiting.place).isNotNull();
    assertThat(waiting.place().target().target().name()).isEqualTo("two/a");
  }

  @Test
  void turns_lightBesideHeavy_alternate() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    List<Told> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(enter("heavy"));
    }
    waiting.add(enter("light"));
    waiting.add(enter("light"));
    order.clear();

    first.end();
    second.end();
    endAll(waiting);

    assertThat(order.subList(0, 4)).containsExactly("heavy", "light", "heavy", "light");
    assertThat(order).hasSize(6);
    assertThat(taken()).isZero();
  }

  @Test
  void turns_weightOfTenant_twiceAsMany() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    List<Told> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(enter("double"));
    }
    for (int i = 0; i < 4; i++) {
      waiting.add(enter("light"));
    }
    order.clear();

    first.end();
    second.end();
    endAll(waiting);

    assertThat(order.subList(0, 6)).filteredOn("double"::equals).hasSize(4);
  }

  @Test
  void turns_priorities_criticalFirstAndBatchLast() {
    Told first = enter("heavy");
    Told second = enter("heavy");
    List<Told> waiting = new ArrayList<>();
    waiting.add(enter("nightly"));
    waiting.add(enter("light", 3600 * SECOND, Map.of("priority", "batch")));
    waiting.add(enter("heavy"));
    waiting.add(enter("alarm"));
    order.clear();

    first.end();
    second.end();
    endAll(waiting);

    assertThat(order.subList(0, 2)).containsExactly("alarm", "heavy");
    assertThat(order).hasSize(4);
  }

  /** Whoever has a place ends, again and again, until nobody has one. */
  private static void endAll(List<Told> waiting) {
    for (Told served = served(waiting); served != null; served = served(waiting)) {
      waiting.remove(served);
      served.end();
    }
  }

  private static @Nullable Told served(List<Told> waiting) {
    return waiting.stream().filter(told -> told.place != null).findFirst().orElse(null);
  }

  @Test
  void leave_whileWaiting_nextGetsTheTurn() {
    Told first = enter("heavy");
    enter("heavy");
    Told gone = enter("heavy");
    Told next = enter("light");

    gone.wait.leave();
    gone.wait.leave();
    first.end();

    assertThat(gone.waits()).isTrue();
    assertThat(next.place).isNotNull();
    assertThat(generations.room().counts().left()).isEqualTo(1);
    next.wait.leave(); // too late, and harmless
    assertThat(taken()).isEqualTo(2);
  }

  /** As when another thread leaves after the turn was decided and before it is told. */
  @Test
  void leave_turnIsBeingTold_arrivesAfterItAndItsPlaceIsTheReceivers() {
    Told first = enter("heavy");
    enter("heavy");
    Generation generation = generations.make("light", 3600 * SECOND, Map.of());
    Told gone = new Told("light", generation);
    Turn leftMeanwhile =
        new Turn() {
          @Override
          public void yours(Place place) {
            gone.wait.leave();
            gone.yours(place);
          }

          @Override
          public void refused(Refusal refusal) {
            throw refusal;
          }
        };
    gone.wait =
        generations.room().enter(generation, generation.plan().orElseThrow(), leftMeanwhile);
    Told next = enter("heavy");

    first.end();

    assertThat(gone.place).isNotNull();
    assertThat(next.waits()).isTrue();
    assertThat(taken()).isEqualTo(2);
    assertThat(generations.room().counts().turns()).isEqualTo(1);
    assertThat(generations.room().counts().left()).isZero();
    gone.place().free();
    gone.wait.leave();
    assertThat(next.place).isNotNull();
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void enter_clientHasItsMost_isRefusedAsOverload() {
    enter("heavy");
    enter("heavy");
    for (int i = 0; i < 4; i++) {
      assertThat(enter("heavy").waits()).isTrue();
    }

    assertThat(enter("heavy").reason()).isEqualTo(Reason.GATEWAY_OVERLOADED);
    assertThat(enter("light").waits()).isTrue();
    assertThat(generations.room().counts().refused(Answer.Why.CLIENT_FULL)).isEqualTo(1);
  }

  @Test
  void enter_full_batchGoesForInteractive() {
    enter("heavy");
    enter("heavy");
    List<Told> batch = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      batch.add(enter("nightly"));
    }
    for (int i = 0; i < 3; i++) {
      enter("light");
    }
    assertThat(generations.room().waiting()).isEqualTo(7);

    Told more = enter("heavy");
    Told still = enter("double");

    assertThat(more.waits()).isTrue();
    assertThat(still.waits()).isTrue();
    assertThat(batch.get(3).reason()).isEqualTo(Reason.GATEWAY_OVERLOADED);
    assertThat(generations.room().counts().displaced()).isEqualTo(1);
  }

  @Test
  void enter_wouldWaitBeyondItsDeadline_isToldWhenToComeBack() {
    for (int i = 0; i < 2; i++) { // teaches that an attempt takes ten seconds
      Told one = enter("heavy");
      Told two = enter("heavy");
      generations.ticker.advance(Duration.ofSeconds(10));
      one.end();
      two.end();
    }
    enter("heavy");
    enter("heavy");
    enter("heavy");

    Told patient = enter("light", 60 * SECOND, Map.of());
    Told hurried = enter("light", 2 * SECOND, Map.of());

    assertThat(patient.waits()).isTrue();
    assertThat(hurried.reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    assertThat(hurried.refusal().retryAfter())
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  @Test
  void enter_nobodyMayWait_isRefusedAtOnce() throws IOException {
    generations.apply(CONFIG.replace("most: 8", "most: 0"));
    enter("heavy");
    enter("heavy");

    assertThat(enter("light").reason()).isEqualTo(Reason.GATEWAY_OVERLOADED);
  }

  @Test
  void apply_higherLimit_whoWaitsGetsAPlace() throws IOException {
    enter("heavy");
    enter("heavy");
    Told waiting = enter("light");

    generations.apply(CONFIG.replaceFirst("most: 1 }", "most: 2 }"));

    assertThat(waiting.place).isNotNull();
    assertThat(taken()).isEqualTo(3);
  }

  @Test
  void apply_lowerLimit_placesThatAreTakenStayAndAreNotHandedOn() throws IOException {
    generations.apply(CONFIG.replaceFirst("most: 1 }", "most: 3 }"));
    List<Told> inside = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      inside.add(enter("heavy"));
    }
    Told waiting = enter("light");
    generations.apply(CONFIG);

    inside.get(0).end();
    inside.get(1).end();
    assertThat(waiting.waits()).isTrue();
    inside.get(2).end();

    assertThat(waiting.place).isNotNull();
  }

  @Test
  void enter_everyTargetRests_isRefusedWithTheShortestRest() {
    Generation generation = generations.make("light", 3600 * SECOND, Map.of());
    RoutePlan plan = generation.plan().orElseThrow();
    rest(plan, 0, 7);
    rest(plan, 1, 3);
    Told told = new Told("light", generation);

    generations.room().enter(generation, plan, told);

    assertThat(told.reason()).isEqualTo(Reason.UPSTREAM_UNAVAILABLE);
    assertThat(told.refusal().retryAfter()).contains(Duration.ofSeconds(3));
  }

  private void rest(RoutePlan plan, int target, int seconds) {
    plan.targets()
        .get(target)
        .target()
        .health()
        .load()
        .begin(1, generations.ticker.nanos())
        .limited(seconds * SECOND, generations.ticker.nanos());
  }

  /** Nobody frees a place when a rest is over, so that the room looks by itself. */
  @Test
  void wait_targetRestsMeanwhile_turnComesWhenTheRestIsOver() {
    Told first = enter("heavy");
    enter("heavy");
    Told waiting = enter("light");
    rest(waiting.generation.plan().orElseThrow(), 0, 5);

    first.end();
    assertThat(waiting.waits()).isTrue();
    generations.ticker.advance(Duration.ofSeconds(6));
    generations.timers.runDue();

    assertThat(waiting.place).isNotNull();
  }

  @Test
  void drain_whoWaits_isRefusedAndNobodyMayWaitAnyMore() {
    Told first = enter("heavy");
    enter("heavy");
    Told waiting = enter("light");

    generations.room().drain();

    assertThat(waiting.reason()).isEqualTo(Reason.DRAINING);
    assertThat(enter("light").reason()).isEqualTo(Reason.DRAINING);
    first.end();
    assertThat(enter("light").place).isNotNull(); // there is room
  }

  @Test
  void resume_noRoom_isCountedAllTheSame() {
    Told first = enter("heavy");
    enter("heavy");
    Generation job = generations.make("light", 3600 * SECOND, Map.of());
    RoutePlan.RankedTarget one = job.plan().orElseThrow().targets().get(0);

    Place place = generations.room().resume(job, one);
    Told waiting = enter("light");
    first.end();

    assertThat(taken()).isEqualTo(2);
    assertThat(waiting.waits()).isTrue();
    place.free();
    assertThat(waiting.place).isNotNull();
  }

  /** An attempt that fails at once gives its place back within its turn; turns do not pile up. */
  @Test
  void yours_endsAtOnceThousandsOfTimes_stackStaysFlat() throws IOException {
    generations.apply(CONFIG.replace("most: 8, per-client: 4", "most: 20000, per-client: 20000"));
    Told first = enter("heavy");
    enter("heavy");
    Generation generation = generations.make("light", 3600 * SECOND, Map.of());
    int[] turns = new int[1];
    Turn endsAtOnce =
        new Turn() {
          @Override
          public void yours(Place place) {
            turns[0]++;
            place.free();
          }

          @Override
          public void refused(Refusal refusal) {
            throw refusal;
          }
        };
    for (int i = 0; i < 10_000; i++) {
      generations.room().enter(generation, generations.plan(generation, "light"), endsAtOnce);
    }

    first.end();

    assertThat(turns[0]).isEqualTo(10_000);
    assertThat(taken()).isEqualTo(1);
  }
}
