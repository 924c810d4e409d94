package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {
  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 5);
  private final ManualScheduler timers = new ManualScheduler(ticker);
  private final List<String> ran = new ArrayList<>();

  @Test
  void schedule_timeHasNotCome_waitsAcrossTheOverflow() throws Exception {
    ScheduledFuture<String> task = timers.schedule(() -> "done", 10, TimeUnit.NANOSECONDS);
    assertThat(timers.advance(Duration.ofNanos(9))).isZero();
    assertThat(task.isDone()).isFalse();
    assertThat(task.getDelay(TimeUnit.NANOSECONDS)).isEqualTo(1);
    assertThat(timers.advance(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(task.get()).isEqualTo("done");
  }

  @Test
  void advance_severalTasks_runInOrderEachAtItsTime() {
    long start = ticker.nanos();
    timers.schedule(() -> ran.add("b@" + (ticker.nanos() - start)), 20, TimeUnit.NANOSECONDS);
    timers.schedule(
        () -> {
          ran.add("a@" + (ticker.nanos() - start));
          timers.schedule(() -> ran.add("c@" + (ticker.nanos() - start)), 5, TimeUnit.NANOSECONDS);
        },
        10,
        TimeUnit.NANOSECONDS);
    timers.schedule(() -> ran.add("b2@" + (ticker.nanos() - start)), 20, TimeUnit.NANOSECONDS);
    timers.advance(Duration.ofNanos(100));
    assertThat(ran).containsExactly("a@10", "c@15", "b@20", "b2@20");
    assertThat(ticker.nanos() - start).isEqualTo(100);
  }

  @Test
  void fixedRate_runsOncePerPeriodUntilCancelled() {
    ScheduledFuture<?> task =
        timers.scheduleAtFixedRate(() -> ran.add("x"), 1, 10, TimeUnit.NANOSECONDS);
    timers.advance(Duration.ofNanos(31));
    assertThat(ran).hasSize(4);
    task.cancel(false);
    assertThat(timers.pending()).isZero();
    timers.advance(Duration.ofNanos(100));
    assertThat(ran).hasSize(4);
  }

  @Test
  void fixedDelay_countsFromTheEndOfTheRun() {
    timers.scheduleWithFixedDelay(
        () -> {
          ran.add("x");
          ticker.advance(Duration.ofNanos(3));
        },
        0,
        10,
        TimeUnit.NANOSECONDS);
    timers.advance(Duration.ofNanos(26));
    assertThat(ran).hasSize(3);
  }

  @Test
  void execute_runsOnlyWhenTold() {
    timers.execute(() -> ran.add("now"));
    assertThat(ran).isEmpty();
    assertThat(timers.runDue()).isEqualTo(1);
    assertThat(ran).containsExactly("now");
  }

  @Test
  void shutdownNow_givesBackWhatWaitsAndRefusesMore() {
    timers.schedule(() -> ran.add("x"), 1, TimeUnit.NANOSECONDS);
    assertThat(timers.shutdownNow()).hasSize(1);
    assertThat(timers.isTerminated()).isTrue();
    assertThatThrownBy(() -> timers.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
