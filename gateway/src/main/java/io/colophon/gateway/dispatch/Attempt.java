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
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try on one target. What comes passes downstream as long as the dispatch takes it; beside
 * another try of the same generation only the first to put something out does.
 */
final class Attempt implements Flow.Subscriber<GenerationEvent> {
  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private final Dispatch dispatch;
  private final Generation generation;
  private final Start start;
  private final DispatchTools tools;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final AttemptUse use;
  private final AttemptReport report;
  private final UpstreamLink link;
  private final Abandonment abandonment;
  private final TimeLimits limits;
  private final OpeningFrames opening = new OpeningFrames(); // upstream's thread

  private volatile GenerationEvent.@Nullable Accepted accepted; // written with the dispatch's lock
  private volatile boolean succeeded; // written by the upstream's thread alone
  private boolean putOut; // upstream's thread
  private volatile @Nullable AttemptRecord record; // written by who ends it

  Attempt(
      Dispatch dispatch,
      Generation generation,
      RoutePlan plan,
      Start start,
      DispatchTools tools,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.dispatch = dispatch;
    this.generation = generation;
    this.start = start;
    this.tools = tools;
    this.downstream = downstream;
    this.use = AttemptUse.of(start.target().model().name());
    this.report = new AttemptReport(plan, start.place(), start.hold(), use, now());
    this.link = new UpstreamLink(dispatch);
    this.abandonment = new Abandonment(this, generation, link, report, tools);
    this.limits = TimeLimits.of(this, start.target().deployment(), dispatch, tools);
  }

  private long now() {
    return tools.ticker().nanos();
  }

  Target target() {
    return start.target();
  }

  Start start() {
    return start;
  }

  boolean isHedge() {
    return start.note().equals(Start.HEDGE);
  }

  AttemptUse use() {
    return use;
  }

  AttemptReport report() {
    return report;
  }

  UpstreamLink link() {
    return link;
  }

  private Optional<ServedModel> servedModel() {
    GenerationEvent.Accepted said = accepted;
    return said == null ? Optional.empty() : said.model();
  }

  boolean hasSucceeded() {
    return succeeded;
  }

  void begin() {
    limits.start();
    if (link.isOver()) {
      return; // given up before it began: nothing is sent
    }
    try {
      tools.streams().open(generation, start).subscribe(this);
    } catch (RuntimeException broken) {
      onError(broken); // a plug-in that throws has failed, and its place is given back
    }
  }

  /** From now on the generation's facts are those of this attempt; the dispatch's lock is held. */
  void lead() {
    generation.attempting(target(), start.place().target().losses(), use);
    GenerationEvent.Accepted said = accepted;
    if (said != null) {
      generation.accepted(said);
    }
  }

  // ---- what comes from the upstream

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    long wanted;
    boolean begun;
    synchronized (dispatch) {
      begun = link.begun(subscription);
      wanted = abandonment.isReading() ? 1 : dispatch.demandAtBegin();
    }
    if (begun) {
      subscription.request(wanted);
    } else {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(GenerationEvent event) {
    use.saw(event);
    if (abandonment.isReading()) {
      abandonment.drop(event);
    } else if (event instanceof GenerationEvent.Accepted said) {
      accepted(said);
    } else if (event instanceof GenerationEvent.Relayed relayed
        && relayed.place() == GenerationEvent.Place.OPENING) {
      opening.keep(relayed); // the attempt may still fail and another target answer
      link.ask(1); // nobody downstream has asked for what does not pass
    } else if (event instanceof GenerationEvent.UsedSoFar) {
      link.ask(1);
    } else {
      pass(event);
    }
  }

  private void pass(GenerationEvent event) {
    boolean finished = event instanceof GenerationEvent.Finished;
    boolean useful = finished || AttemptFacts.isOutput(event);
    limits.came(useful);
    switch (dispatch.take(this, useful)) {
      case IGNORED -> {}
      case HELD_BACK -> link.ask(1);
      case TAKEN -> {
        if (useful && !putOut) {
          putOut = true;
          report.firstOutput(now());
        }
        if (useful) {
          opening.release(downstream::onNext);
        }
        if (event instanceof GenerationEvent.Finished end) {
          succeed(end); // before the end passes, so that the receipt knows of this attempt
        } else if (useful) {
          generation.putOut();
        }
        downstream.onNext(event);
      }
    }
  }

  private void accepted(GenerationEvent.Accepted said) {
    List<Translation> translations;
    synchronized (dispatch) {
      accepted = said;
      boolean leads = dispatch.isCurrent(this);
      if (leads) {
        generation.accepted(said);
      }
      translations = leads ? generation.translations() : said.translations();
    }
    if (translations.isEmpty()) {
      return;
    }
    log.info(
        "generation {}: {} does not take the request as it is: {}",
        generation.received().generationId(),
        target().name(),
        TranslationHeader.of(translations));
    if (generation.received().strict()
        && !dispatch.isResumed()
        && StrictRefusal.appliesTo(translations)) {
      Refusal refusal = StrictRefusal.of(translations);
      breakOff(new ProviderException(FailureKind.UNSUPPORTED, "not as it is", null, refusal));
    }
  }

  /** Ends the attempt as if the target had failed so; before the stream has begun as well. */
  void breakOff(ProviderException fact) {
    if (link.end()) {
      link.cancel();
      failed(fact);
    }
  }

  /** Notes the good end, once. */
  private void succeed(GenerationEvent.Finished end) {
    if (succeeded) {
      return;
    }
    succeeded = true;
    limits.end();
    ended("ok", now() - report.beganNanos());
    report.succeeded(end.usage().value(UsageUnit.OUTPUT_TOKENS).orElse(0), now());
  }

  @Override
  public void onError(Throwable failure) {
    if (link.end()) {
      failed(AttemptFacts.factOf(failure));
    }
  }

  private void failed(ProviderException fact) {
    limits.end();
    if (abandonment.isReading()) {
      abandonment.end();
    } else if (succeeded) {
      dispatch.fail(UpstreamFailures.refusalFor(fact));
    } else {
      dispatch.failed(this, fact);
    }
  }

  @Override
  public void onComplete() {
    if (!succeeded) {
      onError(
          new ProviderException(
              FailureKind.MALFORMED_ANSWER, "the target's answer ended without its end"));
    } else if (link.end()) {
      dispatch.complete();
    }
  }

  // ---- its ends

  /**
   * Notes how it ended.
   *
   * @param waitedNanos the part of it in which no other attempt of the generation ran
   */
  void ended(String how, long waitedNanos) {
    AttemptRecord made =
        new AttemptRecord(target().name(), how, now() - report.beganNanos(), start.note());
    record = made;
    generation.attempted(made, waitedNanos);
  }

  /** Whether the failure is one of its credential, and another one may be used now. */
  boolean keyFailed(ProviderException fact) {
    return target().deployment().keys().failed(start.key(), fact, now());
  }

  /** Puts what it used on the platform's account; call after {@link #ended}. */
  void burn(Expense why, EndState state) {
    AttemptRecord how = record;
    if (how != null && use.isAnswered() && use.enter()) {
      tools
          .expenses()
          .enter(
              generation,
              why,
              new BurntAttempt(
                  target(), servedModel(), how, state, use.used(generation.received().request())));
    }
  }

  /** Nobody waits for it any more: it ends, or reads on to learn what it uses. */
  void abandon() {
    limits.end();
    abandonment.begin();
  }

  /**
   * Ends it at once: another attempt of the generation was faster, or the caller went while two
   * ran.
   *
   * @param waitedNanos as for {@link #ended}
   * @return false if it had ended by itself
   */
  boolean lose(String how, long waitedNanos) {
    if (!link.end()) {
      return false;
    }
    limits.end();
    link.cancel();
    ended(how, waitedNanos);
    report.lost(now());
    return true;
  }
}
