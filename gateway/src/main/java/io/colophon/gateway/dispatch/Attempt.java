package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.failure.UpstreamFailures;
import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.AttemptUse;
import io.colophon.gateway.pipeline.Expense;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.PlatformExpenses.BurntAttempt;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.StrictRefusal;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.TranslationHeader;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try on one target. What comes passes downstream while the attempt is the current one. When
 * the caller has gone, the attempt ends, or reads on by itself to learn what it uses.
 */
final class Attempt implements Flow.Subscriber<GenerationEvent> {
  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private final Dispatch dispatch;
  private final Generation generation;
  private final RoutePlan.RankedTarget ranked;
  private final Target target;
  private final DispatchTools tools;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final AttemptUse use;
  private final long startNanos;

  // Guarded by the dispatch.
  private Flow.@Nullable Subscription upstream;
  private boolean over;

  private volatile AbandonedAnswers.@Nullable Place place; // written with the dispatch's lock
  private volatile boolean succeeded; // written by the upstream's thread alone
  private volatile String outcome = "cancelled"; // written by who ends it
  private volatile long durationNanos;
  private final OpeningFrames opening = new OpeningFrames(); // upstream's thread

  Attempt(
      Dispatch dispatch,
      Generation generation,
      RoutePlan.RankedTarget ranked,
      DispatchTools tools,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.dispatch = dispatch;
    this.generation = generation;
    this.ranked = ranked;
    this.target = ranked.target();
    this.tools = tools;
    this.downstream = downstream;
    this.use = AttemptUse.of(target.model().name());
    this.startNanos = tools.ticker().nanos();
  }

  void begin() {
    generation.attempting(target, ranked.losses(), use);
    tools.streams().open(generation, ranked).subscribe(this);
  }

  /** Null before the stream has begun; the dispatch's lock is held. */
  Flow.@Nullable Subscription upstream() {
    return upstream;
  }

  // ---- what comes from the upstream

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    long wanted;
    synchronized (dispatch) {
      if (over) {
        wanted = 0;
      } else {
        upstream = subscription;
        wanted = place == null ? dispatch.demandAtBegin() : 1;
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
    use.saw(event);
    AbandonedAnswers.Place readOn = place;
    if (readOn != null) {
      drop(event, readOn);
    } else if (event instanceof GenerationEvent.Accepted accepted) {
      if (dispatch.isCurrent(this)) {
        accepted(accepted);
      }
    } else if (event instanceof GenerationEvent.Relayed relayed
        && relayed.place() == GenerationEvent.Place.OPENING) {
      opening.keep(relayed); // the attempt may still fail and another target answer
      askForAnother();
    } else if (event instanceof GenerationEvent.UsedSoFar) {
      askForAnother();
    } else {
      pass(event);
    }
  }

  private void pass(GenerationEvent event) {
    boolean finished = event instanceof GenerationEvent.Finished;
    boolean output = !finished && isOutput(event);
    releaseOpening();
    if (dispatch.take(this, output || finished)) {
      if (output) {
        generation.putOut();
      } else if (finished) {
        succeed(); // before the end passes, so that the receipt knows of this attempt
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
    if (generation.received().strict()
        && !dispatch.isResumed()
        && StrictRefusal.appliesTo(translations)) {
      breakOff(StrictRefusal.of(translations));
    }
  }

  /** Ends the attempt before it puts anything out, as if the target had refused it. */
  private void breakOff(Refusal refusal) {
    Flow.Subscription subscription;
    synchronized (dispatch) {
      subscription = over ? null : upstream;
    }
    if (subscription != null) {
      subscription.cancel();
      onError(new ProviderException(FailureKind.UNSUPPORTED, "not as it is", null, refusal));
    }
  }

  /** Nobody downstream has asked for what does not pass. */
  private void askForAnother() {
    Flow.Subscription subscription;
    synchronized (dispatch) {
      subscription = over ? null : upstream;
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void releaseOpening() {
    if (!opening.isEmpty() && dispatch.isCurrent(this)) {
      opening.release(downstream::onNext);
    }
  }

  /** Notes the good end, once. */
  private void succeed() {
    if (succeeded) {
      return;
    }
    succeeded = true;
    long duration = ended("ok");
    target.health().succeeded(duration);
  }

  @Override
  public void onError(Throwable failure) {
    ProviderException fact = AttemptFacts.factOf(failure);
    if (!finish()) {
      return;
    }
    AbandonedAnswers.Place readOn = place;
    if (readOn != null) {
      endReadingOn(readOn);
      return;
    }
    if (succeeded) {
      dispatch.fail(UpstreamFailures.refusalFor(fact));
      return;
    }
    long duration = ended(AttemptFacts.outcome(fact));
    if (AttemptFacts.speaksAgainstTarget(fact)) {
      target.health().failed(duration, fact);
    } else {
      target.health().succeeded(duration);
    }
    dispatch.failed(this, fact, use.isSubmitted());
  }

  @Override
  public void onComplete() {
    if (!succeeded) {
      onError(
          new ProviderException(
              FailureKind.MALFORMED_ANSWER, "the target's answer ended without its end"));
    } else if (finish()) {
      dispatch.complete();
    }
  }

  private boolean finish() {
    synchronized (dispatch) {
      if (over) {
        return false;
      }
      over = true;
      return true;
    }
  }

  private long ended(String how) {
    durationNanos = tools.ticker().nanos() - startNanos;
    outcome = how;
    generation.attempted(target, how, durationNanos);
    return durationNanos;
  }

  private static boolean isOutput(GenerationEvent event) {
    return !(event instanceof GenerationEvent.Progress)
        && !(event instanceof GenerationEvent.Submitted);
  }

  /** What it used is on nobody's account but the platform's. */
  void enterAsExpense() {
    if (use.isAnswered() && use.enter()) {
      tools
          .expenses()
          .enter(
              generation,
              Expense.FAILED_ATTEMPT,
              new BurntAttempt(
                  target,
                  generation.servedModel(),
                  new AttemptRecord(target.name(), outcome, durationNanos),
                  EndState.FAILED_BEFORE_OUTPUT,
                  use.used(generation.received().request())));
    }
  }

  // ---- when nobody waits for it any more

  /** Ends the attempt, or goes on reading where that is how to learn what it uses. */
  void abandon() {
    AbandonedAnswers.Place found =
        !succeeded && generation.isAbandoned() && generation.received().job().isEmpty()
            ? tools.abandoned().placeFor(target.deployment(), this::cut)
            : null;
    Flow.Subscription subscription;
    boolean late;
    synchronized (dispatch) {
      late = over;
      over |= found == null;
      place = late ? null : found;
      subscription = upstream;
    }
    if (late) {
      if (found != null) {
        found.end();
      }
      return;
    }
    if (found != null) {
      generation.readingOn(found.ended());
      target.health().abandoned();
      if (found.isCut()) {
        cut(); // its time was over before it began
      } else if (subscription != null) {
        subscription.request(1);
      }
      return;
    }
    if (!succeeded) {
      target.health().abandoned();
      ended("cancelled");
    }
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void drop(GenerationEvent event, AbandonedAnswers.Place readOn) {
    if (event instanceof GenerationEvent.Finished) {
      if (finish()) {
        endReadingOn(readOn);
      }
    } else if (readOn.counts(event)) {
      askForAnother();
    } else {
      cut();
    }
  }

  /** Reads no further. */
  private void cut() {
    Flow.Subscription subscription;
    AbandonedAnswers.Place readOn;
    synchronized (dispatch) {
      readOn = place;
      if (over || readOn == null) {
        return;
      }
      over = true;
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    endReadingOn(readOn);
  }

  private void endReadingOn(AbandonedAnswers.Place readOn) {
    ended(use.isEnded() ? AttemptFacts.DRAINED : AttemptFacts.DRAINED_PARTLY);
    readOn.end();
  }
}
