package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.ManualScheduler;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PatientAskingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeTicker ticker = new FakeTicker();
  private final ManualScheduler timers = new ManualScheduler(ticker);
  private final PatientAsking asking = new PatientAsking(timers, Clock.systemUTC(), ticker);
  private final Limits limits =
      Limits.of(List.of(LimitRule.of("key:a", Dimension.CONCURRENCY, 1, Window.AT_ONCE)));
  private final ArrayDeque<Decision> answers = new ArrayDeque<>();

  private Decision granted() {
    return limits.chain(List.of("key:a")).acquire(Demand.one("g", LONG), ticker.nanos(), 0);
  }

  private static Decision.Pending pending(CompletableFuture<Void> answered) {
    return new Decision.Pending(answered);
  }

  @Test
  void ask_answerComes_isAskedAgainOffTheAnsweringThread() {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    Decision grant = granted();
    answers.add(grant);
    CompletableFuture<Decision> decided = asking.ask(pending(answered), answers::remove, LONG);

    answered.complete(null);
    assertThat(decided).isNotDone();
    timers.runDue();

    assertThat(decided).isCompletedWithValue(grant);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void ask_othersTookTheRoom_isAskedOnceMore() {
    CompletableFuture<Void> first = CompletableFuture.completedFuture(null);
    CompletableFuture<Void> second = new CompletableFuture<>();
    Decision grant = granted();
    answers.add(pending(second));
    answers.add(grant);
    CompletableFuture<Decision> decided = asking.ask(pending(first), answers::remove, LONG);
    timers.runDue();
    assertThat(decided).isNotDone();

    second.complete(null);
    timers.runDue();

    assertThat(decided).isCompletedWithValue(grant);
  }

  @Test
  void ask_noAnswer_endsWithTheCallersPatience() {
    CompletableFuture<Decision> decided =
        asking.ask(pending(new CompletableFuture<>()), answers::remove, Duration.ofMillis(200));

    timers.advance(Duration.ofMillis(199));
    assertThat(decided).isNotDone();
    timers.advance(Duration.ofMillis(1));

    assertThat(refusal(decided).reason()).isEqualTo(Reason.GATEWAY_OVERLOADED);
    assertThat(refusal(decided).retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void ask_callerWouldWaitForHours_endsAfterFiveSeconds() {
    CompletableFuture<Decision> decided =
        asking.ask(pending(new CompletableFuture<>()), answers::remove, Duration.ofHours(3));

    timers.advance(Duration.ofSeconds(5));

    assertThat(decided).isCompletedExceptionally();
  }

  @Test
  void ask_alwaysPending_endsAfterEightRounds() {
    int[] rounds = new int[1];
    CompletableFuture<Decision> decided =
        asking.ask(
            pending(CompletableFuture.completedFuture(null)),
            () -> {
              rounds[0]++;
              return pending(CompletableFuture.completedFuture(null));
            },
            LONG);

    for (int i = 0; i < 20; i++) {
      timers.runDue();
    }

    assertThat(rounds[0]).isEqualTo(8);
    assertThat(refusal(decided).reason()).isEqualTo(Reason.GATEWAY_OVERLOADED);
  }

  @Test
  void ask_grantedWhileItIsGivenUp_nothingStaysHeld() {
    AtomicReference<CompletableFuture<Decision>> decided = new AtomicReference<>();
    decided.set(
        asking.ask(
            pending(CompletableFuture.completedFuture(null)),
            () -> {
              Decision grant = granted();
              decided.get().cancel(false); // the caller's time ends at this very moment
              return grant;
            },
            LONG));

    timers.runDue();

    assertThat(decided.get()).isCancelled();
    assertThat(limits.openHolds()).isZero();
  }

  private static Refusal refusal(CompletableFuture<Decision> decided) {
    return (Refusal) catchThrowable(decided::join).getCause();
  }
}
