package io.colophon.gateway.screening;

import io.colophon.gateway.config.ScreeningAction;
import io.colophon.gateway.config.ScreeningDirection;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.Completion;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Ticker;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * Screens the words of a generation: those that go in before any target sees them, those that come
 * out before they are labelled. Thread-safe, never blocks.
 */
public final class ScreeningStep {
  /** More characters than these are looked at on a pool thread. */
  private static final int QUICK = 32 * 1024;

  private final Executor pool;
  private final Ticker ticker;
  private final ScreeningListener listener;

  /**
   * @param pool for long inputs; may refuse work
   */
  public ScreeningStep(Executor pool, Ticker ticker, ScreeningListener listener) {
    this.pool = pool;
    this.ticker = ticker;
    this.listener = listener;
  }

  /** Whether any rule looks at what goes in. */
  public boolean screensInput(Generation generation, String tenant) {
    return !decide(generation, tenant, ScreeningDirection.INPUT).isEmpty();
  }

  /** Whether any rule looks at what comes out: if so, nothing may be relayed past it. */
  public boolean screensOutput(Generation generation, String tenant) {
    return putsOutText(generation.received().request())
        && !decide(generation, tenant, ScreeningDirection.OUTPUT).isEmpty();
  }

  /**
   * Looks at what goes in; what is to be masked is masked in the generation's request. Cancelling
   * the future ends what is under way.
   *
   * @return fails with a {@link Refusal}: CONTENT_REFUSED with the rule's name, or
   *     UPSTREAM_UNAVAILABLE if a model that must be asked does not answer
   */
  public CompletableFuture<Void> input(Generation generation, String tenant) {
    ScreeningPolicy.Decision decision = decide(generation, tenant, ScreeningDirection.INPUT);
    CompletableFuture<Void> result = new CompletableFuture<>();
    Iterator<ModerationCheck> asks = decision.asks().iterator();
    try {
      if (InputScreen.size(generation.received().request()) <= QUICK) {
        look(generation, decision);
        ask(generation, asks, result);
      } else {
        Completion.of(
            CompletableFuture.runAsync(() -> look(generation, decision), pool),
            (done, failure) -> {
              if (failure == null) {
                ask(generation, asks, result);
              } else {
                result.completeExceptionally(failure);
              }
            });
      }
    } catch (Refusal refused) {
      result.completeExceptionally(refused);
    }
    return result;
  }

  private void look(Generation generation, ScreeningPolicy.Decision decision) {
    if (decision.looks().isEmpty()) {
      return;
    }
    InputScreen screen = new InputScreen(decision.looks());
    GenerationRequest before = generation.received().request();
    GenerationRequest after = screen.look(before);
    screen
        .matched()
        .forEach(rule -> note(generation, rule.name(), rule.action(), ScreeningDirection.INPUT));
    if (screen.refusedBy().isPresent()) {
      throw refusal(screen.refusedBy().get().name());
    }
    if (after != before) {
      generation.rewritten(after);
    }
  }

  private void ask(
      Generation generation, Iterator<ModerationCheck> checks, CompletableFuture<Void> result) {
    String words = checks.hasNext() ? words(generation.received().request()) : "";
    if (words.isBlank() || result.isDone()) {
      result.complete(null);
      return;
    }
    ModerationCheck check = checks.next();
    CompletableFuture<ModerationCheck.Outcome> answer = question(generation, check, words);
    var unused =
        result.whenComplete(
            (done, failure) -> {
              if (result.isCancelled()) {
                answer.cancel(false);
              }
            });
    Completion.of(
        answer,
        (outcome, failure) -> {
          try {
            if (outcome != null) {
              verdict(generation, check, outcome, ScreeningDirection.INPUT);
              ask(generation, checks, result);
            } else if (failure != null) {
              result.completeExceptionally(failure);
            }
          } catch (Refusal refused) {
            result.completeExceptionally(refused);
          }
        });
  }

  CompletableFuture<ModerationCheck.Outcome> question(
      Generation generation, ModerationCheck check, String words) {
    return check.ask(
        words, generation.received().generationId(), ticker, generation.received().deadlineNanos());
  }

  /**
   * Notes what a model said.
   *
   * @return whether the words are refused
   * @throws Refusal for input that is refused, and where an answer was needed and none came
   */
  boolean verdict(
      Generation generation,
      ModerationCheck check,
      ModerationCheck.Outcome outcome,
      ScreeningDirection way) {
    switch (outcome) {
      case FLAGGED -> {
        note(generation, check.rule(), check.action(), way);
        if (check.action() == ScreeningAction.REFUSE && way == ScreeningDirection.INPUT) {
          throw refusal(check.rule());
        }
        return check.action() == ScreeningAction.REFUSE;
      }
      case NO_ANSWER ->
          throw Refusal.of(
              Reason.UPSTREAM_UNAVAILABLE,
              "screening rule \"" + check.rule() + "\" cannot look at the words now");
      case NO_ANSWER_PASS -> note(generation, check.rule(), ScreeningAction.FLAG, way);
      case CLEAR -> {}
    }
    return false;
  }

  void note(
      Generation generation, String rule, ScreeningAction action, ScreeningDirection direction) {
    Screened found = new Screened(rule, action, direction);
    if (generation.screened(found)) {
      listener.screened(found);
    }
  }

  private static Refusal refusal(String rule) {
    return Refusal.of(Reason.CONTENT_REFUSED, "screening rule \"" + rule + "\" refuses this input");
  }

  /** What a model is asked about: what people and tools said, not what the caller's system says. */
  private static String words(GenerationRequest request) {
    StringBuilder words = new StringBuilder();
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        String said =
            part instanceof Part.Text text && message.role() != Message.Role.SYSTEM
                ? text.text()
                : part instanceof Part.ToolResult result ? result.contentJson() : "";
        if (!said.isBlank()) {
          words.append(words.length() == 0 ? "" : "\n").append(said);
        }
      }
    }
    return words.toString();
  }

  /** What comes out, screened; the same flow where no rule looks at it. */
  public Flow.Publisher<GenerationEvent> output(
      Generation generation, String tenant, Flow.Publisher<GenerationEvent> upstream) {
    if (!screensOutput(generation, tenant)) {
      return upstream;
    }
    ScreeningPolicy.Decision decision = decide(generation, tenant, ScreeningDirection.OUTPUT);
    return subscriber ->
        upstream.subscribe(new OutputScreenFlow(generation, decision, this, subscriber));
  }

  private static ScreeningPolicy.Decision decide(
      Generation generation, String tenant, ScreeningDirection way) {
    return generation
        .config()
        .screening()
        .decide(tenant, generation.plan().orElseThrow().route().name(), way);
  }

  private static boolean putsOutText(GenerationRequest request) {
    return request instanceof GenerationRequest.Text
        || (request instanceof GenerationRequest.Audio audio
            && audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION);
  }
}
