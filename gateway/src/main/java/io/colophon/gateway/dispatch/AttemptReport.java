package io.colophon.gateway.dispatch;

import io.colophon.gateway.admission.AttemptHold;
import io.colophon.gateway.pipeline.AttemptUse;
import io.colophon.gateway.resilience.OutlierEjection;
import io.colophon.gateway.resilience.RouteResilience;
import io.colophon.gateway.resilience.Standing;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.canary.AttemptWatch;
import io.colophon.gateway.routing.policy.AttemptLoad;
import io.colophon.gateway.waiting.Place;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells everybody who learns from an attempt how it went, and gives back what it holds: its place,
 * its hold on the provider's limits, its share of the target's load. One of the ends counts, once.
 * Thread-safe.
 */
final class AttemptReport {
  private static final int LONG_PROMPT_TOKENS = 2048;

  private final Target target;
  private final Place place;
  private final AttemptHold hold;
  private final AttemptUse use;
  private final AttemptLoad load;
  private final AttemptWatch trials;
  private final RouteResilience route;
  private final long inputTokens;
  private final long beganNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile long firstOutputNanos = Standing.NO_LATENCY; // since it began

  AttemptReport(RoutePlan plan, Place place, AttemptHold hold, AttemptUse use, long nowNanos) {
    this.target = place.target().target();
    this.place = place;
    this.hold = hold;
    this.use = use;
    this.route = plan.route().resilience();
    this.inputTokens = plan.ask().inputTokens();
    this.beganNanos = nowNanos;
    this.load = target.health().load().begin(plan.ask().work(), nowNanos);
    this.trials = AttemptWatch.began(plan.route(), target, nowNanos);
  }

  Place place() {
    return place;
  }

  long beganNanos() {
    return beganNanos;
  }

  /** Something came for the first time. */
  void firstOutput(long nowNanos) {
    long since = nowNanos - beganNanos;
    firstOutputNanos = since;
    load.firstOutput(inputTokens, nowNanos);
    trials.firstOutput(nowNanos);
    place.firstOutput(since, inputTokens);
    waited(since, nowNanos);
  }

  /** So long it took at least, even if nothing came. */
  private void waited(long nanos, long nowNanos) {
    RouteResilience.Hedging hedging = route.hedging();
    int number = number();
    if (hedging.enabled() && number < hedging.delays().size()) {
      hedging.delays().get(number).firstOutput(nanos, inputTokens, nowNanos);
    }
  }

  /**
   * It came to a good end.
   *
   * @param outputTokens 0 if unknown
   */
  void succeeded(long outputTokens, long nowNanos) {
    if (tell()) {
      target.health().succeeded(nowNanos - beganNanos);
      outliers().succeeded(number(), latency(), nowNanos);
      load.ended(outputTokens, nowNanos);
      place.answered(outputTokens);
      long first = firstOutputNanos;
      if (outputTokens > 1 && first >= 0) {
        place.perToken((double) (nowNanos - beganNanos - first) / outputTokens);
      }
    }
    end();
  }

  /** The target failed, or refused what nobody would take. */
  void failed(ProviderException fact, long nowNanos) {
    if (tell()) {
      if (AttemptFacts.speaksAgainstTarget(fact)) {
        target.health().failed(nowNanos - beganNanos, fact);
      } else {
        target.health().succeeded(nowNanos - beganNanos);
      }
      loadFailed(fact, nowNanos);
      if (AttemptFacts.standsOut(fact)) {
        outliers().failed(number(), nowNanos);
      } else {
        outliers().nothingLearnt(number());
      }
    }
    end();
  }

  private void loadFailed(ProviderException fact, long nowNanos) {
    FailureKind kind = fact.kind();
    if (kind == FailureKind.RATE_LIMITED || kind == FailureKind.OVERLOADED) {
      load.limited(fact.retryAfter().map(Duration::toNanos).orElse(0L), nowNanos);
      place.overloaded();
    } else if (AttemptFacts.speaksAgainstTarget(fact)) {
      load.failed(kind, nowNanos);
      if (kind == FailureKind.TIMED_OUT) {
        place.overloaded();
      }
    } else {
      load.abandoned(nowNanos);
    }
  }

  /** Given up for reasons of ours or of the caller's: says nothing of the target. */
  void abandoned(long nowNanos) {
    saysNothing();
    load.abandoned(nowNanos);
    end();
  }

  /** Another attempt was faster: this one would have taken longer than so. */
  void lost(long nowNanos) {
    if (firstOutputNanos < 0) {
      waited(nowNanos - beganNanos, nowNanos);
    }
    abandoned(nowNanos);
  }

  /**
   * As above, but the upstream still works at it: what it holds is given back by {@link #ended}.
   */
  void saysNothing() {
    if (tell()) {
      target.health().abandoned();
      outliers().nothingLearnt(number());
    }
  }

  /** The credential failed rather than the target, and the next attempt takes its place over. */
  void rotated(long nowNanos) {
    saysNothing();
    load.abandoned(nowNanos);
    if (ended.compareAndSet(false, true)) {
      hold.end(use);
    }
  }

  /** Nothing more comes. */
  void ended(long nowNanos) {
    load.abandoned(nowNanos);
    end();
  }

  private boolean tell() {
    trials.over();
    return told.compareAndSet(false, true);
  }

  private void end() {
    trials.over();
    if (ended.compareAndSet(false, true)) {
      hold.end(use);
      place.free();
    }
  }

  private OutlierEjection outliers() {
    return route.outliers();
  }

  private int number() {
    return target.share().number();
  }

  /** Long prompts take longer in proportion; short ones are alike. */
  private long latency() {
    long first = firstOutputNanos;
    return first < 0 || inputTokens <= LONG_PROMPT_TOKENS
        ? first
        : (long) ((double) first * LONG_PROMPT_TOKENS / inputTokens);
  }
}
