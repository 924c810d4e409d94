package io.colophon.gateway.dispatch;

import io.colophon.gateway.admission.AttemptHold;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.failure.UpstreamFailures;
import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.resilience.Backoff;
import io.colophon.gateway.resilience.RouteResilience;
import io.colophon.gateway.routing.KeyRing;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.waiting.Place;
import io.colophon.gateway.waiting.Turn;
import io.colophon.gateway.waiting.Wait;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of the next attempt: the first one, another target after a failure, or a target
 * that failed before after a pause. Waits for its turn where every target is full. One thing at a
 * time; no lock is held while others are called.
 */
final class Search implements Turn {
  /** Targets without an attempt that a receipt names. */
  private static final int MOST_LEFT_OUT = 8;

  private final Dispatch dispatch;
  private final Generation generation;
  private final RoutePlan plan;
  private final RouteConfig config;
  private final RouteResilience bounds;
  private final DispatchTools tools;

  // Of whoever searches, which is one thread at a time.
  private final List<Failed> mayRetry = new ArrayList<>(1);
  private int retries;
  private String note = "";
  private @Nullable ProviderException last;
  private volatile @Nullable Refusal full; // also of whoever begins a hedge

  // Guarded by this.
  private boolean stopped;
  private int turns;
  private @Nullable Wait wait;
  private @Nullable ScheduledFuture<?> pause;

  /** A target that may be asked again, and from when on. */
  private record Failed(Target target, long restsUntilNanos) {}

  Search(Dispatch dispatch, Generation generation, RoutePlan plan, DispatchTools tools) {
    this.dispatch = dispatch;
    this.generation = generation;
    this.plan = plan;
    this.config = plan.route().config();
    this.bounds = plan.route().resilience();
    this.tools = tools;
  }

  private long now() {
    return tools.ticker().nanos();
  }

  /** The caller has gone, or something was put out: nothing more is searched. */
  void stop() {
    Wait waiting;
    synchronized (this) {
      stopped = true;
      waiting = wait;
      if (pause != null) {
        pause.cancel(false);
      }
    }
    if (waiting != null) {
      waiting.leave();
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** Begins: says who is left out at the moment, and asks for the first place. */
  void begin() {
    long now = now();
    int said = 0;
    for (RoutePlan.RankedTarget ranked : plan.targets()) {
      if (!plan.mayTry(ranked, now) && said++ < MOST_LEFT_OUT) {
        generation.attempted(ranked.target(), whyNot(ranked.target(), now), 0);
      }
    }
    seek();
  }

  private static String whyNot(Target target, long now) {
    if (target.health().load().isResting(now)) {
      return "resting";
    }
    return target.health().circuitState().equals("open") ? "circuit_open" : "ejected";
  }

  /** Asks for a place at a target that was not tried yet. */
  private void seek() {
    int turn;
    synchronized (this) {
      if (stopped) {
        return;
      }
      turn = ++turns;
    }
    Wait entered = tools.waiting().enter(generation, plan, this);
    boolean late;
    synchronized (this) {
      late = stopped;
      if (turns == turn) {
        wait = entered; // unless the turn came meanwhile, and led to another one
      }
    }
    if (late) {
      entered.leave();
    }
  }

  @Override
  public void yours(Place place) {
    if (isStopped()) {
      place.free();
      return;
    }
    Optional<AttemptHold> hold = enter(place);
    if (hold.isEmpty()) {
      place.free();
      seek();
    } else {
      Target target = place.target().target();
      dispatch.attempt(
          new Start(place, hold.get(), target.deployment().keys().choose(now()), note));
    }
  }

  /** A job that is taken up again is known to one target only; resting or not, it runs the job. */
  void resume(JobLink.ResumedJob job) {
    Optional<RoutePlan.RankedTarget> known =
        plan.targets().stream()
            .filter(ranked -> ranked.target().name().equals(job.target()))
            .findFirst();
    if (known.isEmpty()) {
      dispatch.fail(
          Refusal.of(
              Reason.UPSTREAM_UNAVAILABLE, "the target that runs the job is no longer configured"));
      return;
    }
    Target target = known.get().target();
    target.health().begin();
    dispatch.attempt(
        new Start(
            tools.waiting().resume(generation, known.get()),
            AttemptHold.NONE,
            target.deployment().keys().choose(now()),
            ""));
  }

  /** The same place again, with another credential of the same deployment. */
  void rotate(Attempt failed) {
    Place place = failed.start().place();
    Optional<AttemptHold> hold = enter(place);
    if (hold.isEmpty()) {
      place.free();
      seek();
      return;
    }
    tools.counts().rotated.increment();
    KeyRing.Key key = failed.target().deployment().keys().choose(now());
    dispatch.attempt(new Start(place, hold.get(), key, "rotated key " + key.number()));
  }

  /** Takes what an attempt needs beside its place; empty if the target is passed over. */
  Optional<AttemptHold> enter(Place place) {
    Target target = place.target().target();
    int number = target.share().number();
    if (!bounds.outliers().tryEnter(number, now())) {
      generation.attempted(target, "ejected", 0);
      return Optional.empty();
    }
    if (!target.health().tryBegin()) {
      bounds.outliers().nothingLearnt(number);
      generation.attempted(target, "circuit_open", 0);
      return Optional.empty();
    }
    try {
      return Optional.of(generation.admitted().orElseThrow().holdOn(generation, target));
    } catch (Refusal refused) {
      target.health().abandoned();
      bounds.outliers().nothingLearnt(number);
      full = refused;
      generation.attempted(
          new AttemptRecord(target.name(), AttemptRecord.EXCLUDED, 0, refused.text()), 0);
      return Optional.empty();
    }
  }

  @Override
  public void refused(Refusal refusal) {
    pauseOrFail(refusal);
  }

  /** An attempt failed before it put anything out, and there is time left. */
  void after(Attempt attempt, ProviderException fact) {
    last = fact;
    long now = now();
    if (AfterFailure.retries(config, fact.kind())) {
      long rest = fact.retryAfter().map(Duration::toNanos).orElse(0L);
      mayRetry.add(new Failed(attempt.target(), now + Math.min(rest, Long.MAX_VALUE / 4)));
    }
    if (!AfterFailure.fallsBack(config, fact.kind())) {
      plan.targets().forEach(plan::tried);
    } else if (plan.targets().stream().anyMatch(ranked -> plan.mayTry(ranked, now))
        && (!config.retry().fallbacksCount() || bounds.retryBudget().tryRetry(now))) {
      note = "";
      dispatch.goesOn(attempt);
      seek();
      return;
    }
    long wait = pauseNanos(now);
    if (wait == Backoff.NEVER) {
      fail(null);
    } else {
      dispatch.goesOn(attempt);
      pause(wait);
    }
  }

  private void pauseOrFail(Refusal refusal) {
    long wait = pauseNanos(now());
    if (wait == Backoff.NEVER) {
      fail(refusal);
    } else {
      pause(wait);
    }
  }

  /** How long to wait for a retry, which is taken from the budget; NEVER if there is none. */
  private long pauseNanos(long now) {
    if (retries >= bounds.mostRetries() || mayRetry.isEmpty()) {
      return Backoff.NEVER;
    }
    long rest = Long.MAX_VALUE;
    for (Failed failed : mayRetry) {
      rest = Math.min(rest, Math.max(0, failed.restsUntilNanos() - now));
    }
    long left = generation.received().deadlineNanos() - now;
    long wait = bounds.backoff().nanos(retries, rest, left, tools.random());
    if (wait != Backoff.NEVER && !bounds.retryBudget().tryRetry(now)) {
      tools.counts().retryRefused.increment();
      return Backoff.NEVER;
    }
    return wait;
  }

  private void pause(long waitNanos) {
    retries++;
    note = "retry " + retries;
    tools.counts().retried.increment();
    try {
      synchronized (this) {
        if (!stopped) {
          pause = tools.timers().schedule(this::again, waitNanos, TimeUnit.NANOSECONDS);
        }
      }
    } catch (RejectedExecutionException stopping) {
      fail(null);
    }
  }

  private void again() {
    synchronized (this) {
      pause = null;
      if (stopped) {
        return;
      }
    }
    long now = now();
    List<Failed> asked =
        mayRetry.stream().filter(failed -> failed.restsUntilNanos() - now <= 0).toList();
    mayRetry.removeAll(asked);
    asked.forEach(failed -> plan.giveBack(failed.target()));
    seek();
  }

  private void fail(@Nullable Refusal refusal) {
    ProviderException failure = last;
    Refusal none = full;
    if (none != null && failure == null) {
      dispatch.fail(none);
    } else if (failure != null) {
      dispatch.fail(UpstreamFailures.refusalFor(failure));
    } else if (refusal != null) {
      dispatch.fail(refusal);
    } else {
      dispatch.fail(
          Refusal.of(Reason.UPSTREAM_UNAVAILABLE, "every target is resting after failures"));
    }
  }
}
