package io.colophon.gateway.dispatch;

import io.colophon.gateway.admission.AttemptHold;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.resilience.HedgeDelay;
import io.colophon.gateway.resilience.RouteResilience;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.waiting.Place;
import io.colophon.provider.spi.Modality;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The second attempt of a generation, made at another target while the first still puts nothing out
 * and takes longer than nearly all do. At most one for each generation, of text only, never as a
 * job: what is paid for twice is a prompt, not a film.
 */
final class Hedge {
  private static final long SETTLED = -1;

  private final Dispatch dispatch;
  private final Generation generation;
  private final RoutePlan plan;
  private final RouteResilience.Hedging hedging;
  private final Search search;
  private final DispatchTools tools;
  private final boolean allowed;

  // Guarded by this.
  private @Nullable ScheduledFuture<?> timer;
  private boolean over;
  private long countedCost;

  Hedge(
      Dispatch dispatch,
      Generation generation,
      RoutePlan plan,
      Search search,
      DispatchTools tools) {
    this.dispatch = dispatch;
    this.generation = generation;
    this.plan = plan;
    this.hedging = plan.route().resilience().hedging();
    this.search = search;
    this.tools = tools;
    this.allowed =
        hedging.enabled()
            && !dispatch.isJob()
            && generation.received().request().modality() == Modality.TEXT;
  }

  private long now() {
    return tools.ticker().nanos();
  }

  /** Counts the request. */
  void requested() {
    if (allowed) {
      hedging.budget().requested(plan.cost(plan.targets().get(0).target()), now());
    }
  }

  /** An attempt begins, beside which there may be another if it takes too long. */
  void arm(Attempt attempt) {
    int number = attempt.target().share().number();
    if (!allowed || number >= hedging.delays().size()) {
      return;
    }
    long wait = hedging.delays().get(number).nanos(plan.ask().inputTokens(), now());
    if (wait == HedgeDelay.UNKNOWN) {
      return;
    }
    synchronized (this) {
      if (over || countedCost != 0) {
        return; // one was made
      }
      if (timer != null) {
        timer.cancel(false); // of an attempt that failed
      }
      try {
        timer = tools.timers().schedule(() -> ring(attempt), wait, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException stopping) {
        over = true;
      }
    }
  }

  /** Something was put out, or the end came: nothing more begins. */
  void stop() {
    if (allowed) {
      synchronized (this) {
        over = true;
        if (timer != null) {
          timer.cancel(false);
        }
      }
    }
  }

  private void ring(Attempt first) {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    if (dispatch.mayHedge(first)) {
      begin(first);
    }
  }

  private void begin(Attempt first) {
    long cost = other().map(target -> Math.max(1, plan.cost(target))).orElse(0L);
    boolean granted = cost > 0 && hedging.budget().tryHedge(cost, now());
    synchronized (this) {
      countedCost = granted ? cost : 0;
    }
    boolean made = dispatch.hedge(first, granted ? start().orElse(null) : null);
    if (made) {
      tools.counts().hedged.increment();
    } else if (!granted && cost > 0) {
      tools.counts().hedgeRefused.increment();
    }
    if (granted && !made) {
      synchronized (this) {
        countedCost = 0;
      }
      hedging.budget().notMade(cost, now());
    }
  }

  /** No fallback: what is not good enough to be first is not good enough to be fast. */
  private Optional<Target> other() {
    return plan.next(now())
        .filter(ranked -> ranked.tier() < RoutePlan.FALLBACK)
        .map(RoutePlan.RankedTarget::target);
  }

  private Optional<Start> start() {
    Optional<Place> place = tools.waiting().tryNow(generation, plan);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Target target = place.get().target().target();
    Optional<AttemptHold> hold = search.enter(place.get());
    if (hold.isEmpty()) {
      place.get().free();
      return Optional.empty();
    }
    return Optional.of(
        new Start(place.get(), hold.get(), target.deployment().keys().choose(now()), Start.HEDGE));
  }

  /**
   * One of the two is over without having put anything out: what it burnt is its prompt, unless its
   * upstream goes on and bills the whole.
   */
  void settled(Attempt loser) {
    long cost;
    synchronized (this) {
      cost = countedCost;
      countedCost = SETTLED;
    }
    if (cost > 0) {
      hedging.budget().settled(cost, burnt(loser, cost), now());
    }
  }

  private long burnt(Attempt loser, long cost) {
    long input = plan.ask().inputTokens();
    long all = input + plan.ask().outputTokens();
    return all == 0 || loser.target().deployment().readsOn()
        ? cost
        : (long) Math.ceil((double) cost * input / all);
  }
}
