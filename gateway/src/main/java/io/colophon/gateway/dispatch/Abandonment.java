package io.colophon.gateway.dispatch;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.provider.spi.GenerationEvent;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an attempt when nobody waits for it any more: it is cancelled, or read on where
 * that is how to learn what it uses. One whose upstream was not asked yet uses nothing, and is
 * cancelled.
 */
final class Abandonment {
  private final Attempt attempt;
  private final Generation generation;
  private final UpstreamLink link;
  private final AttemptReport report;
  private final DispatchTools tools;
  private volatile AbandonedAnswers.@Nullable Place place;

  Abandonment(
      Attempt attempt,
      Generation generation,
      UpstreamLink link,
      AttemptReport report,
      DispatchTools tools) {
    this.attempt = attempt;
    this.generation = generation;
    this.link = link;
    this.report = report;
    this.tools = tools;
  }

  /** Whether what comes is only counted. */
  boolean isReading() {
    return place != null;
  }

  void begin() {
    AbandonedAnswers.Place found =
        !attempt.hasSucceeded() && generation.isAbandoned() && generation.received().job().isEmpty()
            ? tools.abandoned().placeFor(attempt.target().deployment(), this::cut)
            : null;
    if (found == null) {
      cancel();
      return;
    }
    if (!link.whileLive(() -> place = found)) {
      found.end();
      cancel();
      return;
    }
    generation.readingOn(found.ended());
    report.saysNothing();
    if (found.isCut()) {
      cut(); // its time was over before it began
    } else {
      link.ask(1);
    }
  }

  private void cancel() {
    if (!link.end()) {
      return;
    }
    if (!attempt.hasSucceeded()) {
      attempt.ended(AttemptFacts.CANCELLED, tools.ticker().nanos() - report.beganNanos());
      report.abandoned(tools.ticker().nanos());
    }
    link.cancel();
  }

  /** One more event, of which nobody wants to know more than what it used. */
  void drop(GenerationEvent event) {
    AbandonedAnswers.Place readOn = place;
    if (event instanceof GenerationEvent.Finished) {
      if (link.end()) {
        end();
      }
    } else if (readOn != null && readOn.counts(event)) {
      link.ask(1);
    } else {
      cut();
    }
  }

  /** Reads no further. */
  private void cut() {
    if (isReading() && link.end()) {
      link.cancel();
      end();
    }
  }

  /** Nothing more comes. */
  void end() {
    AbandonedAnswers.Place readOn = place;
    if (readOn != null) {
      attempt.ended(
          attempt.use().isEnded() ? AttemptFacts.DRAINED : AttemptFacts.DRAINED_PARTLY,
          tools.ticker().nanos() - report.beganNanos());
      report.ended(tools.ticker().nanos());
      readOn.end();
    }
  }
}
