package io.colophon.gateway.screening;

import io.colophon.gateway.config.ScreeningDirection;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.Completion;
import io.colophon.metering.usage.LocalCount;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.metering.usage.UsageCheck;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Screens text as it flows by. Words that may be part of a match wait; where a model is asked, all
 * words wait for its answer. Words that are refused end the output before them, as a model's own
 * policy would: what came before stands, and the last event says that the content was filtered.
 * Frames are not handed on: they would say what was masked.
 */
final class OutputScreenFlow implements Flow.Subscriber<GenerationEvent>, Flow.Subscription {
  /** Most characters that wait for a model's answer. */
  private static final int MAX_ASKED = 4 * 1024 * 1024;

  private final Generation generation;
  private final ScreeningPolicy.Decision decision;
  private final ScreeningStep step;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final @Nullable TextScreen screen;
  // The upstream's thread alone.
  private @Nullable TokenTally said;
  private final StringBuilder toAsk = new StringBuilder();
  private boolean over;

  // Guarded by this.
  private Flow.@Nullable Subscription upstream;
  private @Nullable CompletableFuture<?> question;
  private boolean cancelled;

  OutputScreenFlow(
      Generation generation,
      ScreeningPolicy.Decision decision,
      ScreeningStep step,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.decision = decision;
    this.step = step;
    this.downstream = downstream;
    this.screen =
        decision.looks().isEmpty() ? null : new TextScreen(decision.looks(), decision.window());
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    synchronized (this) {
      upstream = subscription;
    }
    downstream.onSubscribe(this);
  }

  @Override
  public void onNext(GenerationEvent event) {
    if (over) {
      return;
    }
    if (event instanceof GenerationEvent.TextDelta delta) {
      said(delta.text());
      text(screen == null ? delta.text() : screen.accept(delta.text()));
    } else if (event instanceof GenerationEvent.ToolCall call) {
      toolCall(call);
    } else if (event instanceof GenerationEvent.Finished finished) {
      finish(finished);
    } else if (event instanceof GenerationEvent.Relayed) {
      request(1); // the caller did not ask for what is left out
    } else {
      downstream.onNext(event);
    }
  }

  private void text(String passes) {
    if (endsHere(screen, passes)) {
      return;
    }
    if (passes.isEmpty() || !decision.asks().isEmpty()) {
      if (toAsk.length() + passes.length() > MAX_ASKED) {
        fail("the text is longer than " + MAX_ASKED + " characters");
        return;
      }
      toAsk.append(passes);
      request(1);
    } else {
      downstream.onNext(new GenerationEvent.TextDelta(passes));
    }
  }

  private void toolCall(GenerationEvent.ToolCall call) {
    said(call.argumentsJson());
    if (decision.looks().isEmpty()) {
      downstream.onNext(call);
      return;
    }
    TextScreen arguments = TextScreen.ofJson(decision.looks());
    String passes = arguments.accept(call.argumentsJson()) + arguments.end();
    if (!endsHere(arguments, "")) {
      downstream.onNext(new GenerationEvent.ToolCall(call.id(), call.name(), passes));
    }
  }

  /** Notes what was found; if it is refused, ends the output. */
  private boolean endsHere(@Nullable TextScreen looked, String passes) {
    if (looked == null) {
      return false;
    }
    note(looked.matched());
    if (looked.refusedBy().isEmpty()) {
      return false;
    }
    cutOff(decision.asks().isEmpty() ? passes : "");
    return true;
  }

  private void note(Set<TextRule> matched) {
    for (TextRule rule : matched) {
      step.note(generation, rule.name(), rule.action(), ScreeningDirection.OUTPUT);
    }
  }

  private void cutOff(String passes) {
    over = true;
    stopUpstream();
    if (!passes.isEmpty()) {
      downstream.onNext(new GenerationEvent.TextDelta(passes));
    }
    downstream.onNext(new GenerationEvent.Finished(FinishReason.CONTENT_FILTERED, usageSoFar()));
    downstream.onComplete();
  }

  /** The target does not change once there is output. */
  private void said(String text) {
    TokenTally tally = said;
    if (tally == null) {
      String model = generation.target().map(target -> target.model().name()).orElse("");
      tally = TokenTally.estimating(TokenizerFamily.of(model));
      said = tally;
    }
    tally.add(text);
  }

  /** The upstream was stopped and says no more of what it used. */
  private Usage usageSoFar() {
    TokenTally tally = said;
    return UsageCheck.brokenOff(
        Optional.empty(),
        tally == null
            ? LocalCount.NONE
            : LocalCount.NONE.with(UsageUnit.OUTPUT_TOKENS, tally.soFar()));
  }

  private void finish(GenerationEvent.Finished finished) {
    String rest = screen == null ? "" : screen.end();
    if (endsHere(screen, rest)) {
      return;
    }
    over = true;
    if (decision.asks().isEmpty() || toAsk.length() + rest.length() == 0) {
      end(rest, finished);
    } else {
      ask(toAsk.append(rest).toString(), 0, finished);
    }
  }

  private void ask(String words, int number, GenerationEvent.Finished finished) {
    List<ModerationCheck> checks = decision.asks();
    if (number == checks.size()) {
      end(words, finished);
      return;
    }
    CompletableFuture<ModerationCheck.Outcome> answer =
        step.question(generation, checks.get(number), words);
    synchronized (this) {
      question = answer;
      if (cancelled) {
        answer.cancel(false);
        return;
      }
    }
    Completion.of(
        answer,
        (outcome, failure) -> {
          if (outcome != null) {
            answered(words, number, finished, outcome);
          }
        });
  }

  private void answered(
      String words,
      int number,
      GenerationEvent.Finished finished,
      ModerationCheck.Outcome outcome) {
    synchronized (this) {
      if (cancelled) {
        return;
      }
    }
    boolean refused;
    try {
      refused =
          step.verdict(generation, decision.asks().get(number), outcome, ScreeningDirection.OUTPUT);
    } catch (Refusal unanswered) {
      downstream.onError(unanswered);
      return;
    }
    if (refused) {
      end("", new GenerationEvent.Finished(FinishReason.CONTENT_FILTERED, finished.usage()));
    } else {
      ask(words, number + 1, finished);
    }
  }

  private void end(String rest, GenerationEvent.Finished finished) {
    if (!rest.isEmpty()) {
      downstream.onNext(new GenerationEvent.TextDelta(rest));
    }
    downstream.onNext(finished);
    downstream.onComplete();
  }

  private void fail(String problem) {
    over = true;
    stopUpstream();
    downstream.onError(Refusal.of(Reason.UPSTREAM_MALFORMED, problem));
  }

  @Override
  public void onError(Throwable failure) {
    if (!over) {
      over = true;
      downstream.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!over) {
      over = true;
      downstream.onComplete();
    }
  }

  private void stopUpstream() {
    Flow.Subscription subscription;
    synchronized (this) {
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void request(long n) {
    Flow.Subscription subscription;
    synchronized (this) {
      subscription = upstream;
    }
    if (subscription != null) {
      subscription.request(n);
    }
  }

  @Override
  public void cancel() {
    CompletableFuture<?> asked;
    synchronized (this) {
      cancelled = true;
      asked = question;
    }
    if (asked != null) {
      asked.cancel(false);
    }
    stopUpstream();
  }
}
