package io.colophon.gateway.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.throttling.fairness.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may not wait, or may not wait any longer, and what it is told. */
final class WaitingRoomRefusalsTest extends WaitingRoomTrial {
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
}
