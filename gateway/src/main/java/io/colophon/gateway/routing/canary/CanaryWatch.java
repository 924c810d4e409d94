package io.colophon.gateway.routing.canary;

import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.Times;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.RoutePlan;
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

  /** Targets that a receipt names and that were not asked. */
  private static final Set<String> NOT_MADE =
      Set.of(AttemptRecord.EXCLUDED, "ejected", "circuit_open", "resting");

  private static final String CANCELLED = "cancelled";
  private static final String LOST = "lost";

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
    Optional<RoutePlan> plan = generation.plan();
    if (plan.isEmpty()) {
      return;
    }
    Route route = plan.get().route();
    for (int i = 0; i < route.targets().size(); i++) {
      Target target = route.targets().get(i);
      Optional<CanaryDraw> canary = target.rules().canary();
      if (canary.isPresent() && canary.get().trial().rollback().isEmpty()) {
        tell(canary.get().trial(), route, target, generation);
      }
    }
  }

  private void tell(CanaryTrial trial, Route route, Target canary, Generation generation) {
    Received received = generation.received();
    long now = ticker.nanos();
    Instant time = received.time().plusNanos(Math.max(0, now - received.startNanos()));
    List<AttemptRecord> made =
        generation.attempts().stream()
            .filter(attempt -> !NOT_MADE.contains(attempt.outcome()))
            .toList();
    boolean alone = made.size() == 1;
    boolean late = alone && !generation.hasOutput() && now - received.deadlineNanos() >= 0;
    for (AttemptRecord attempt : made) {
      // Whoever keeps a caller waiting until the deadline, and nobody else did, has failed him.
      boolean failed =
          FAILURES.contains(attempt.outcome()) || (late && attempt.outcome().equals(CANCELLED));
      boolean lost = attempt.outcome().equals(LOST);
      if (failed || lost || attempt.outcome().equals("ok")) {
        // One that lost to another would have taken longer than so. Of one of several that was not
        // alone nobody knows when its own first output came.
        long first = lost ? attempt.durationNanos() : alone ? firstOutput(generation.times()) : -1;
        boolean there = attempt.target().equals(canary.name());
        log(trial, trial.ended(there, failed, first, now, time));
      }
    }
    if (isLeftAlone(route, canary)) {
      log(trial, trial.leftAlone(now, time));
    } else if (canary.health().load().isResting(now)) {
      log(trial, trial.limited(now, time));
    }
    log(trial, trial.waiting(now, time));
  }

  private static boolean isLeftAlone(Route route, Target canary) {
    return route.resilience().outliers().isEjected(canary.share().number())
        || canary.health().circuitState().equals("open");
  }

  private void log(CanaryTrial trial, Optional<Rollback> rollback) {
    if (rollback.isPresent()) {
      rollbacks.increment();
      log.warn("canary {} is taken back: {}", trial.name(), rollback.get().detail());
    }
  }

  private static long firstOutput(Times times) {
    return times.firstOutputNanos().isPresent()
        ? Math.max(0, times.firstOutputNanos().getAsLong() - times.queuedNanos())
        : -1;
  }
}
