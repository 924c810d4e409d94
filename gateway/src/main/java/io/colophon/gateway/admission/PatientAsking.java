package io.colophon.gateway.admission;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.Decision;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks limits again that had to ask others for room, for a while and without blocking anybody.
 * Thread-safe.
 */
final class PatientAsking {
  /** Longer than any shared limit lets its store take before it answers by itself. */
  static final Duration MOST_WAIT = Duration.ofSeconds(5);

  /** So often others may have taken the room that was asked for. */
  static final int MOST_ROUNDS = 8;

  private final ScheduledExecutorService timers;
  private final Clock clock;
  private final Ticker ticker;

  /**
   * @param timers does the work after a wait, too
   */
  PatientAsking(ScheduledExecutorService timers, Clock clock, Ticker ticker) {
    this.timers = timers;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Asks again whenever an answer has come.
   *
   * @param again asks; may be pending again
   * @param mostWait of the caller
   * @return granted or refused; or a {@link Refusal} after the wait, and nothing is held then
   */
  CompletableFuture<Decision> ask(
      Decision.Pending first, Supplier<Decision> again, Duration mostWait) {
    CompletableFuture<Decision> decided = new CompletableFuture<>();
    Duration wait = mostWait.compareTo(MOST_WAIT) < 0 ? mostWait : MOST_WAIT;
    ScheduledFuture<?> end =
        timers.schedule(() -> giveUp(decided), wait.toNanos(), TimeUnit.NANOSECONDS);
    var unused = decided.whenComplete((decision, failure) -> end.cancel(false));
    follow(first, again, decided, 1);
    return decided;
  }

  private static void giveUp(CompletableFuture<Decision> decided) {
    decided.completeExceptionally(
        Refusal.of(
                Reason.GATEWAY_OVERLOADED,
                "a limit that is shared with other gateways did not answer in time")
            .retryAfter(Duration.ofSeconds(1)));
  }

  private void follow(
      Decision.Pending pending,
      Supplier<Decision> again,
      CompletableFuture<Decision> decided,
      int round) {
    var unused =
        pending
            .answered()
            .whenCompleteAsync(
                (answered, failure) -> {
                  if (!decided.isDone()) {
                    askAgain(again, decided, round);
                  }
                },
                timers);
  }

  private void askAgain(Supplier<Decision> again, CompletableFuture<Decision> decided, int round) {
    Decision decision;
    try {
      decision = again.get();
    } catch (RuntimeException failure) {
      decided.completeExceptionally(failure);
      return;
    }
    if (decision instanceof Decision.Pending pending && round < MOST_ROUNDS) {
      follow(pending, again, decided, round + 1);
    } else if (decision instanceof Decision.Pending) {
      giveUp(decided);
    } else if (!decided.complete(decision) && decision instanceof Decision.Granted late) {
      late.hold().release(ticker.nanos(), clock.millis()); // nobody waits for it any more
    }
  }
}
