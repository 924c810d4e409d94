package io.colophon.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CountingLaneTest {
  private final ArrayDeque<Runnable> pool = new ArrayDeque<>();
  private final CountingLane lane = new CountingLane(pool::add);
  private final List<String> done = new ArrayList<>();

  @Test
  void run_manyAtATime_takesOneThreadAndKeepsTheirOrder() {
    CompletableFuture<Void> first = lane.run(counter -> done.add("first"));
    CompletableFuture<Void> second = lane.run(counter -> done.add("second"));

    assertThat(pool).hasSize(1);
    assertThat(first).isNotDone();
    pool.remove().run();
    assertThat(done).containsExactly("first", "second");
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();

    CompletableFuture<Void> later = lane.run(counter -> done.add("later"));
    pool.remove().run();
    assertThat(later).isCompleted();
    assertThat(done).hasSize(3);
  }

  @Test
  void run_moreThanMayWait_completesAtOnceWithoutTheWork() {
    for (int i = 0; i < CountingLane.MOST_WAITING; i++) {
      assertThat(lane.run(counter -> done.add("kept"))).isNotDone();
    }

    assertThat(lane.run(counter -> done.add("left out"))).isCompleted();

    pool.remove().run();
    assertThat(done).hasSize(CountingLane.MOST_WAITING).containsOnly("kept");
  }

  @Test
  void run_poolIsFull_completesAtOnceWithoutTheWork() {
    List<RuntimeException> refusals =
        List.of(
            new RejectedExecutionException("full"), Refusal.of(Reason.GATEWAY_OVERLOADED, "full"));
    for (RuntimeException refusal : refusals) {
      CountingLane refused =
          new CountingLane(
              task -> {
                throw refusal;
              });
      // Not only once: what was refused does not stand in the way of what comes later.
      for (int i = 0; i < 2; i++) {
        assertThat(refused.run(counter -> done.add("counted"))).isCompleted();
      }
    }
    assertThat(done).isEmpty();
  }

  @Test
  void run_workFails_completesAndTheNextIsDone() {
    CompletableFuture<Void> failing =
        lane.run(
            counter -> {
              throw new IllegalStateException("no table");
            });
    CompletableFuture<Void> next = lane.run(counter -> done.add("next"));
    pool.remove().run();

    assertThat(failing).isCompleted();
    assertThat(next).isCompleted();
    assertThat(done).containsExactly("next");
  }
}
