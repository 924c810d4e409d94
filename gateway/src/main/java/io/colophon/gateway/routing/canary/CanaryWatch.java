package io.colophon.gateway.routing.canary;

import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Times;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Ticker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the trials of a route how the attempts of its generations went. Thread-safe. */
public final class CanaryWatch {
  private static final Logger log = LoggerFactory.getLogger(CanaryWatch.class);

  /** What says that a target does not do what it should. */
  private static final Set<String> FAILURES =
      Set.of(
          "rate_limited",
          "overloaded",
          "unreachable",
          "timed_out",
          "credential_rejected",
          "account_exhausted",
          "model_unavailable",
          "malformed_answer",
          "internal");

  private final Ticker ticker;
  private final LongAdder rollbacks = new LongAdder();

  public CanaryWatch(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Canaries that were taken back since start. */
  public long rollbacks() {
    return rollbacks.sum();
  }

  /** A generation has ended, however it did. */
  public void ended(Generation generation) {
    generation
        .plan()
        .ifPresent(
            plan -> {
              List<Target> targets = plan.route().targets();
              for (int i = 0; i < targets.size(); i++) {
                Target target = targets.get(i);
                if (target.rules().canary().isPresent()) {
                  tell(target.rules().canary().get().trial(), target.name(), generation);
                }
              }
            });
  }

  private void tell(CanaryTrial trial, String canary, Generation generation) {
    long now = ticker.nanos();
    Instant time =
        generation
            .received()
            .time()
            .plusNanos(Math.max(0, now - generation.received().startNanos()));
    List<AttemptRecord> attempts = generation.attempts();
    for (AttemptRecord attempt : attempts) {
      boolean failed = FAILURES.contains(attempt.outcome());
      if (failed || attempt.outcome().equals("ok")) {
        // Of one of several attempts nobody knows when its own first output came.
        long first = attempts.size() == 1 ? firstOutput(generation.times()) : -1;
        Optional<Rollback> rollback =
            trial.ended(attempt.target().equals(canary), failed, first, now, time);
        if (rollback.isPresent()) {
          rollbacks.increment();
          log.warn("canary {} is taken back: {}", trial.name(), rollback.get().detail());
        }
      }
    }
  }

  private static long firstOutput(Times times) {
    return times.firstOutputNanos().isPresent()
        ? Math.max(0, times.firstOutputNanos().getAsLong() - times.queuedNanos())
        : -1;
  }
}
