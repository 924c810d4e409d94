package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.failure.UpstreamFailures;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one generation, one after the other. Neither provider nor downstream is ever
 * called with the lock held.
 */
final class Dispatch implements Flow.Subscription {
  private final Generation generation;
  private final DispatchTools tools;
  private final Iterator<RoutePlan.RankedTarget> targets;
  private final Flow.Subscriber<? super GenerationEvent> downstream;

  // Guarded by this, as are the attempts' own subscriptions.
  private @Nullable Attempt current;
  private long demand;
  private boolean putOut;
  private boolean ended;

  Dispatch(
      Generation generation,
      RoutePlan plan,
      DispatchTools tools,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.tools = tools;
    this.targets = targets(generation, plan).iterator();
    this.downstream = downstream;
  }

  /** Begins the next attempt, or ends with what went wrong last. */
  void tryNext(@Nullable ProviderException last) {
    while (targets.hasNext()) {
      RoutePlan.RankedTarget ranked = targets.next();
      Target target = ranked.target();
      if (isResumed()) {
        target.health().begin(); // resting or not, it runs the job
      } else if (!target.health().tryBegin()) {
        generation.attempted(target, "circuit_open", 0);
        continue;
      }
      Attempt attempt = new Attempt(this, generation, ranked, tools, downstream);
      synchronized (this) {
        if (ended) {
          target.health().abandoned();
          return;
        }
        current = attempt;
      }
      attempt.begin();
      return;
    }
    fail(
        last == null
            ? Refusal.of(
                Reason.UPSTREAM_UNAVAILABLE,
                isResumed()
                    ? "the target that runs the job is no longer configured"
                    : "every target is resting after failures")
            : UpstreamFailures.refusalFor(last));
  }

  private Optional<JobLink.ResumedJob> resumed() {
    return generation.received().job().flatMap(JobLink::resumed);
  }

  boolean isResumed() {
    return resumed().isPresent();
  }

  @Override
  public void request(long n) {
    Flow.Subscription subscription;
    synchronized (this) {
      demand = saturatedSum(demand, n);
      subscription = current == null ? null : current.upstream();
    }
    if (subscription != null) {
      subscription.request(n);
    }
  }

  @Override
  public void cancel() {
    Attempt attempt;
    synchronized (this) {
      ended = true;
      attempt = current;
      current = null;
    }
    if (attempt != null) {
      attempt.abandon();
    }
  }

  /** What an upstream is asked for when its stream begins; the lock is held. */
  long demandAtBegin() {
    return saturatedSum(demand, 1); // one for Accepted, which nobody downstream asks for
  }

  private synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    current = null;
    return true;
  }

  synchronized boolean isCurrent(Attempt attempt) {
    return current == attempt;
  }

  /** Whether an event of this attempt may pass, which takes one from what was asked for. */
  synchronized boolean take(Attempt attempt, boolean output) {
    if (current != attempt) {
      return false;
    }
    demand--;
    putOut |= output;
    return true;
  }

  private synchronized boolean mayTryAnother(
      Attempt attempt, ProviderException failure, boolean submitted) {
    return current == attempt
        && !putOut
        && !submitted // the upstream may go on with it: two would be paid
        && failure.kind().anotherTargetMayHelp()
        && targets.hasNext()
        && !isLate();
  }

  private boolean isLate() {
    return generation.received().deadlineNanos() - tools.ticker().nanos() <= 0;
  }

  /** The attempt failed, and says nothing more. */
  void failed(Attempt attempt, ProviderException fact, boolean submitted) {
    if (mayTryAnother(attempt, fact, submitted)) {
      attempt.enterAsExpense();
      tryNext(fact);
    } else {
      fail(
          isLate()
              ? Refusal.of(Reason.DEADLINE_EXCEEDED, "the deadline passed", fact)
              : UpstreamFailures.refusalFor(fact));
    }
  }

  /** Ends all of it. */
  void fail(Refusal refusal) {
    if (end()) {
      downstream.onError(refusal);
    }
  }

  /** The attempt came to its end. */
  void complete() {
    if (end()) {
      downstream.onComplete();
    }
  }

  /** A job that is taken up again is known to one target only. */
  private static List<RoutePlan.RankedTarget> targets(Generation generation, RoutePlan plan) {
    return generation
        .received()
        .job()
        .flatMap(JobLink::resumed)
        .map(
            job ->
                plan.targets().stream()
                    .filter(ranked -> ranked.target().name().equals(job.target()))
                    .toList())
        .orElse(plan.targets());
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
