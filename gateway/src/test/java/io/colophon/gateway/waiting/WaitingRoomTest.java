package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.admission.Priority;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Places that are taken, waited for, left and handed on. */
final class WaitingRoomTest extends WaitingRoomTrial {
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
