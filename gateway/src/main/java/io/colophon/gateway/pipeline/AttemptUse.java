package io.colophon.gateway.pipeline;

import io.colophon.metering.usage.LocalCount;
import io.colophon.metering.usage.TokenCount;
import io.colophon.metering.usage.TokenCounter;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.metering.usage.UsageCheck;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one attempt used, as its stream tells: by what the upstream says of it, and by what it puts
 * out. It is counted where the upstream speaks, so that nothing the gateway adds is counted in.
 * Thread-safe.
 */
public final class AttemptUse {
  // Guarded by this.
  private TokenizerFamily family;
  private TokenTally written;
  private boolean isRead;
  private Optional<TokenCount> read = Optional.empty();
  private Optional<TokenCount> put = Optional.empty();
  private long outputs;
  private boolean answered;
  private boolean submitted;
  private boolean entered;
  private Optional<Usage> soFar = Optional.empty();
  private Optional<Usage> atEnd = Optional.empty();

  private AttemptUse(TokenizerFamily family) {
    this.family = family;
    this.written = TokenTally.of(family);
  }

  /**
   * Nothing yet.
   *
   * @param model the name that the upstream knows the model by
   */
  public static AttemptUse of(String model) {
    return new AttemptUse(TokenizerFamily.of(model));
  }

  /** The next event of the stream, whatever becomes of it. */
  public synchronized void saw(GenerationEvent event) {
    answered = true;
    if (event instanceof GenerationEvent.TextDelta delta) {
      write(delta.text());
    } else if (event instanceof GenerationEvent.ToolCall call) {
      write(call.argumentsJson());
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      outputs += chunk.last() ? 1 : 0;
    } else if (event instanceof GenerationEvent.UsedSoFar said) {
      soFar = Optional.of(said.usage());
    } else if (event instanceof GenerationEvent.Finished finished) {
      atEnd = Optional.of(finished.usage());
    } else if (event instanceof GenerationEvent.Submitted) {
      submitted = true;
    } else if (event instanceof GenerationEvent.Accepted accepted) {
      accepted.model().ifPresent(model -> recognise(model.name()));
    }
  }

  private void write(String text) {
    if (!isRead) {
      written.add(text);
    }
  }

  /**
   * The name that was asked for says more than the one that answers, which some hosts make up; it
   * may be one that the operator chose, and then the other is all there is.
   */
  private void recognise(String served) {
    if (family == TokenizerFamily.OTHER) {
      family = TokenizerFamily.of(served);
      written = TokenTally.of(family); // comes before all text
    }
  }

  /** Whether the upstream has begun to answer. */
  public synchronized boolean isAnswered() {
    return answered;
  }

  /** Whether the upstream came to its end. */
  public synchronized boolean isEnded() {
    return atEnd.isPresent();
  }

  /** Whether the upstream runs it as a job, which may go on without us. */
  public synchronized boolean isSubmitted() {
    return submitted;
  }

  /** Takes it upon the caller of this to enter it on somebody's account; true only once. */
  public synchronized boolean enter() {
    boolean first = !entered;
    entered = true;
    return first;
  }

  /**
   * What is to be counted before {@link #used} is asked: the words, by the model's own tokenizer,
   * where it is here and the upstream did not say how many tokens they are. What comes after this
   * call is not counted. Until it is done, and if it is never done, the words are estimated.
   *
   * @return takes time, see {@link TokenCounter}; empty if there is nothing to be counted
   */
  public synchronized Optional<Consumer<TokenCounter>> uncounted(GenerationRequest request) {
    boolean unknown = answered && !atEnd.map(AttemptUse::isWhole).orElse(false);
    if (!unknown || !family.isExact() || !PassedHere.isTokens(request)) {
      return Optional.empty();
    }
    isRead = true; // from here on nobody writes what the counter reads
    TokenTally words = written;
    TokenizerFamily by = family;
    return Optional.of(
        counter -> counted(PassedHere.prompt(request, by).count(counter), words.count(counter)));
  }

  private synchronized void counted(TokenCount prompt, TokenCount words) {
    read = Optional.of(prompt);
    put = Optional.of(words);
  }

  /**
   * What was used. Of an answer that came to its end: what the upstream says, checked. Of one that
   * broke off: what it said so far and what passed, which is never more than was used. Nothing if
   * it has not begun.
   */
  public synchronized Usage used(GenerationRequest request) {
    if (atEnd.isPresent()) {
      Usage said = atEnd.get();
      // The prompt is only counted where somebody needs it.
      return UsageCheck.completed(said, isWhole(said) ? LocalCount.NONE : here(request));
    }
    return answered ? UsageCheck.brokenOff(soFar, here(request)) : Usage.UNREPORTED;
  }

  private static boolean isWhole(Usage said) {
    return !said.isSuspect()
        && said.value(UsageUnit.INPUT_TOKENS).isPresent()
        && said.value(UsageUnit.OUTPUT_TOKENS).isPresent();
  }

  private LocalCount here(GenerationRequest request) {
    return PassedHere.isTokens(request)
        ? PassedHere.words(
            request,
            read.orElseGet(() -> PassedHere.prompt(request, family).soFar()),
            put.orElseGet(written::soFar))
        : PassedHere.media(request, outputs);
  }
}
