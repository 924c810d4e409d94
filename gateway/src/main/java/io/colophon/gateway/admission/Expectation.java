package io.colophon.gateway.admission;

import io.colophon.gateway.meter.PromptTokens;
import io.colophon.gateway.pipeline.Received;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a request is expected to use, before any of it is.
 *
 * @param usage counters, all estimated
 * @param inputTokens of a text; 0 for all else
 * @param outputTokens of a text, to begin with; 0 for all else
 * @param mostOutputTokens what a text may have at most; {@link Long#MAX_VALUE} where nobody said
 */
record Expectation(Usage usage, long inputTokens, long outputTokens, long mostOutputTokens) {
  /** Held for the output of a request that sets no maximum, before answers were seen. */
  private static final long UNBOUNDED_OUTPUT_TOKENS = 1024;

  /** Held for sound and film that leave their length to the model. */
  private static final Duration UNKNOWN_LENGTH = Duration.ofSeconds(30);

  /**
   * What is to be expected.
   *
   * @param input what {@link #inputTokens(Received)} counts
   * @param usualMost output tokens that the caller's answers of this model seldom pass
   * @param ofModel most tokens of the model, input and output together
   */
  static Expectation of(
      Received received, long input, OptionalLong usualMost, OptionalLong ofModel) {
    GenerationRequest request = received.request();
    if (request instanceof GenerationRequest.Image image) {
      return media(UsageUnit.IMAGES, image.count());
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return media(UsageUnit.AUDIO_MILLIS, audio.duration().orElse(UNKNOWN_LENGTH).toMillis());
    }
    if (request instanceof GenerationRequest.Video video) {
      return media(UsageUnit.VIDEO_MILLIS, video.duration().orElse(UNKNOWN_LENGTH).toMillis());
    }
    if (!(request instanceof GenerationRequest.Text text)) {
      return tokens(input, 0, 0); // vectors are no tokens
    }
    long fits = Math.max(1, ofModel.orElse(Long.MAX_VALUE) - input);
    if (text.maxTokens().isPresent()) {
      long most = Math.min(text.maxTokens().getAsInt(), fits);
      return tokens(input, Math.min(most, usualMost.orElse(most)), most);
    }
    long usual = usualMost.orElse(UNBOUNDED_OUTPUT_TOKENS);
    return tokens(input, Math.min(usual, fits), fits);
  }

  /** Tokens of the prompt, estimated; 0 where it is not counted in tokens. */
  static long inputTokens(Received received) {
    return switch (received.request().modality()) {
      case IMAGE, AUDIO, VIDEO -> 0;
      default ->
          PromptTokens.of(received.request(), TokenizerFamily.of(received.model().name())).tokens();
    };
  }

  private static Expectation media(UsageUnit unit, long amount) {
    return new Expectation(
        Usage.from(Quantity.Source.ESTIMATED).with(unit, amount).build(), 0, 0, 0);
  }

  private static Expectation tokens(long input, long output, long most) {
    return new Expectation(ExpectedAmounts.tokens(input, output), input, output, most);
  }

  /** The same with less output to begin with. */
  Expectation beginningWith(long fewer) {
    return tokens(inputTokens, fewer, mostOutputTokens);
  }

  /**
   * Whether so few can be held to begin with. Who says how much he wants at most, and is not known
   * to want less, is told when that is not there.
   */
  boolean mayBeginWith(long fewer) {
    return mayGrow() && outputTokens > fewer;
  }

  /** Whether more may come than is expected. */
  boolean mayGrow() {
    return mostOutputTokens > outputTokens;
  }
}
