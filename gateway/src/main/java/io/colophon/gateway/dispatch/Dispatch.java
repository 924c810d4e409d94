package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.failure.UpstreamFailures;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.StrictRefusal;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.TranslationHeader;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Translation;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one generation, one after the other. Neither provider nor downstream is ever
 * called with the lock held.
 */
final class Dispatch implements Flow.Subscription {
  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

  private final Generation generation;
  private final TargetStreams streams;
  private final Ticker ticker;
  private final Iterator<RoutePlan.RankedTarget> targets;
  private final Flow.Subscriber<? super GenerationEvent> downstream;

  // Guarded by this.
  private @Nullable Attempt current;
  private long demand;
  private boolean putOut;
  private boolean ended;

  Dispatch(
      Generation generation,
      RoutePlan plan,
      TargetStreams streams,
      Ticker ticker,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.streams = streams;
    this.ticker = ticker;
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
      Attempt attempt = new Attempt(ranked, ticker.nanos());
      synchronized (this) {
        if (ended) {
          target.health().abandoned();
          return;
        }
        current = attempt;
      }
      begin(attempt);
      return;
    }
    if (end()) {
      downstream.onError(
          last == null
              ? Refusal.of(
                  Reason.UPSTREAM_UNAVAILABLE,
                  isResumed()
                      ? "the target that runs the job is no longer configured"
                      : "every target is resting after failures")
              : UpstreamFailures.refusalFor(last));
    }
  }

  private void begin(Attempt attempt) {
    generation.attempting(attempt.target, attempt.ranked.losses());
    streams.open(generation, attempt.ranked).subscribe(attempt);
  }

  private Optional<JobLink.ResumedJob> resumed() {
    return generation.received().job().flatMap(JobLink::resumed);
  }

  private boolean isResumed() {
    return resumed().isPresent();
  }

  @Override
  public void request(long n) {
    Attempt attempt;
    synchronized (this) {
      demand = saturatedSum(demand, n);
      attempt = current;
    }
    if (attempt != null) {
      attempt.request(n);
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

  private synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    current = null;
    return true;
  }

  private synchronized boolean isCurrent(Attempt attempt) {
    return current == attempt;
  }

  private synchronized boolean take(Attempt attempt, boolean output) {
    if (current != attempt) {
      return false;
    }
    demand--;
    putOut |= output;
    return true;
  }

  private synchronized boolean mayTryAnother(Attempt attempt, ProviderException failure) {
    return current == attempt
        && !putOut
        && !attempt.submitted // the upstream may go on with it: two would be paid
        && failure.kind().anotherTargetMayHelp()
        && targets.hasNext()
        && generation.received().deadlineNanos() - ticker.nanos() > 0;
  }

  /** One try on one target. */
  private final class Attempt implements Flow.Subscriber<GenerationEvent> {
    private final RoutePlan.RankedTarget ranked;
    private final Target target;
    private final long startNanos;
    private Flow.@Nullable Subscription upstream; // guarded by the dispatch
    private boolean over; // guarded by the dispatch
    private volatile boolean succeeded; // written by the upstream's thread alone
    private final OpeningFrames opening = new OpeningFrames(); // upstream's thread
    private boolean submitted; // upstream's thread

    Attempt(RoutePlan.RankedTarget ranked, long startNanos) {
      this.ranked = ranked;
      this.target = ranked.target();
      this.startNanos = startNanos;
    }

    void request(long n) {
      Flow.Subscription subscription;
      synchronized (Dispatch.this) {
        subscription = upstream;
      }
      if (subscription != null) {
        subscription.request(n);
      }
    }

    void abandon() {
      Flow.Subscription subscription;
      synchronized (Dispatch.this) {
        if (over) {
          return;
        }
        over = true;
        subscription = upstream;
      }
      if (!succeeded) {
        target.health().abandoned();
        generation.attempted(target, "cancelled", ticker.nanos() - startNanos);
      }
      if (subscription != null) {
        subscription.cancel();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      long wanted;
      synchronized (Dispatch.this) {
        if (over) {
          wanted = 0;
        } else {
          upstream = subscription;
          wanted = saturatedSum(demand, 1); // one for Accepted, which nobody downstream asks for
        }
      }
      if (wanted == 0) {
        subscription.cancel();
      } else {
        subscription.request(wanted);
      }
    }

    @Override
    public void onNext(GenerationEvent event) {
      if (event instanceof GenerationEvent.Accepted accepted) {
        if (isCurrent(this)) {
          accepted(accepted);
        }
        return;
      }
      if (event instanceof GenerationEvent.Relayed relayed
          && relayed.place() == GenerationEvent.Place.OPENING) {
        hold(relayed);
        return;
      }
      if (event instanceof GenerationEvent.UsedSoFar soFar) {
        if (isCurrent(this)) {
          generation.usedSoFar(soFar.usage());
        }
        askForAnother();
        return;
      }
      submitted |= event instanceof GenerationEvent.Submitted;
      boolean finished = event instanceof GenerationEvent.Finished;
      boolean output = !finished && isOutput(event);
      releaseOpening();
      if (take(this, output || finished)) {
        if (output) {
          generation.putOut();
        } else if (event instanceof GenerationEvent.Finished last) {
          succeed(); // before the end passes, so that the receipt knows of this attempt
          generation.used(last.usage());
        }
        downstream.onNext(event);
      }
    }

    private void accepted(GenerationEvent.Accepted accepted) {
      generation.accepted(accepted);
      List<Translation> translations = generation.translations();
      if (translations.isEmpty()) {
        return;
      }
      log.info(
          "generation {}: {} does not take the request as it is: {}",
          generation.received().generationId(),
          target.name(),
          TranslationHeader.of(translations));
      if (generation.received().strict() && !isResumed() && StrictRefusal.appliesTo(translations)) {
        breakOff(StrictRefusal.of(translations));
      }
    }

    /** Ends the attempt before it puts anything out, as if the target had refused it. */
    private void breakOff(Refusal refusal) {
      Flow.Subscription subscription;
      synchronized (Dispatch.this) {
        subscription = over ? null : upstream;
      }
      if (subscription != null) {
        subscription.cancel();
        onError(new ProviderException(FailureKind.UNSUPPORTED, "not as it is", null, refusal));
      }
    }

    /**
     * Keeps what comes before anything useful, since the attempt may still fail and another target
     * answer.
     */
    private void hold(GenerationEvent.Relayed relayed) {
      opening.keep(relayed);
      askForAnother();
    }

    /** Nobody downstream has asked for what is kept here. */
    private void askForAnother() {
      Flow.Subscription subscription;
      synchronized (Dispatch.this) {
        subscription = over ? null : upstream;
      }
      if (subscription != null) {
        subscription.request(1);
      }
    }

    private void releaseOpening() {
      if (!opening.isEmpty() && isCurrent(this)) {
        opening.release(downstream::onNext);
      }
    }

    /** Notes the good end, once. */
    private void succeed() {
      if (succeeded) {
        return;
      }
      succeeded = true;
      long duration = ticker.nanos() - startNanos;
      target.health().succeeded(duration);
      generation.attempted(target, "ok", duration);
    }

    @Override
    public void onError(Throwable failure) {
      ProviderException fact = AttemptFacts.factOf(failure);
      if (!finish()) {
        return;
      }
      if (succeeded) {
        if (end()) {
          downstream.onError(UpstreamFailures.refusalFor(fact));
        }
        return;
      }
      long duration = ticker.nanos() - startNanos;
      if (AttemptFacts.speaksAgainstTarget(fact)) {
        target.health().failed(duration, fact);
      } else {
        target.health().succeeded(duration);
      }
      generation.attempted(target, AttemptFacts.outcome(fact), duration);
      if (mayTryAnother(this, fact)) {
        tryNext(fact);
      } else if (end()) {
        downstream.onError(
            generation.received().deadlineNanos() - ticker.nanos() <= 0
                ? Refusal.of(Reason.DEADLINE_EXCEEDED, "the deadline passed", fact)
                : UpstreamFailures.refusalFor(fact));
      }
    }

    @Override
    public void onComplete() {
      if (!finish()) {
        return;
      }
      succeed();
      if (end()) {
        downstream.onComplete();
      }
    }

    private boolean finish() {
      synchronized (Dispatch.this) {
        if (over) {
          return false;
        }
        over = true;
        return true;
      }
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

  private static boolean isOutput(GenerationEvent event) {
    return !(event instanceof GenerationEvent.Progress)
        && !(event instanceof GenerationEvent.Submitted);
  }
}
