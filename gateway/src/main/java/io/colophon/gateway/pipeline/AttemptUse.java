package io.colophon.gateway.pipeline;

import io.colophon.gateway.meter.PromptTokens;
import io.colophon.metering.usage.LocalCount;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.metering.usage.UsageCheck;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Optional;

/**
 * What one attempt used, as its stream tells: by what the upstream says of it, and by what it puts
 * out. It is counted where the upstream speaks, so that nothing the gateway adds is counted in.
 * Thread-safe.
 */
public final class AttemptUse {
  private final TokenizerFamily family;

  // Guarded by this.
  private final TokenTally written;
  private long pictures;
  private boolean answered;
  private boolean submitted;
  private boolean entered;
  private Optional<Usage> soFar = Optional.empty();
  private Optional<Usage> atEnd = Optional.empty();

  private AttemptUse(TokenizerFamily family) {
    this.family = family;
    this.written = TokenTally.estimating(family);
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
      written.add(delta.text());
    } else if (event instanceof GenerationEvent.ToolCall call) {
      written.add(call.argumentsJson());
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      pictures += chunk.last() ? 1 : 0;
    } else if (event instanceof GenerationEvent.UsedSoFar said) {
      soFar = Optional.of(said.usage());
    } else if (event instanceof GenerationEvent.Finished finished) {
      atEnd = Optional.of(finished.usage());
    } else if (event instanceof GenerationEvent.Submitted) {
      submitted = true;
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
   * What was used. Of an answer that came to its end: what the upstream says, checked. Of one that
   * broke off: what it said so far and what passed, which is never more than was used. Nothing if
   * it has not begun.
   */
  public synchronized Usage used(GenerationRequest request) {
    if (atEnd.isPresent()) {
      return ended(request, atEnd.get());
    }
    return answered ? UsageCheck.brokenOff(soFar, here(request)) : Usage.UNREPORTED;
  }

  private Usage ended(GenerationRequest request, Usage said) {
    boolean whole =
        !said.isSuspect()
            && said.value(UsageUnit.INPUT_TOKENS).isPresent()
            && said.value(UsageUnit.OUTPUT_TOKENS).isPresent();
    // The prompt is only counted where somebody needs it.
    return UsageCheck.completed(said, whole ? LocalCount.NONE : here(request));
  }

  private LocalCount here(GenerationRequest request) {
    if (request instanceof GenerationRequest.Image) {
      return LocalCount.NONE.withCounted(UsageUnit.IMAGES, pictures);
    }
    if (request instanceof GenerationRequest.Audio || request instanceof GenerationRequest.Video) {
      return LocalCount.NONE;
    }
    LocalCount input =
        LocalCount.NONE.with(UsageUnit.INPUT_TOKENS, PromptTokens.of(request, family));
    return request instanceof GenerationRequest.Text
        ? input.with(UsageUnit.OUTPUT_TOKENS, written.soFar())
        : input;
  }
}
