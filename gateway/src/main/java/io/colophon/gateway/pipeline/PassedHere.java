package io.colophon.gateway.pipeline;

import io.colophon.gateway.meter.PromptTokens;
import io.colophon.metering.usage.LocalCount;
import io.colophon.metering.usage.TokenCount;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import java.time.Duration;
import java.util.Optional;

/** What of a generation can be told without its upstream: by its request and what it put out. */
final class PassedHere {
  private PassedHere() {}

  /** Whether what goes in and comes out is words, so that it is counted in tokens. */
  static boolean isTokens(GenerationRequest request) {
    return request instanceof GenerationRequest.Text
        || request instanceof GenerationRequest.Embedding;
  }

  /** The words of the prompt. */
  static TokenTally prompt(GenerationRequest request, TokenizerFamily family) {
    return PromptTokens.tally(request, family);
  }

  /**
   * Of words.
   *
   * @param prompt of the words that went in; vendors add some tokens to each message, and pictures
   *     have some as well, so that even a count of the words is an estimate of all
   * @param written of the words that came out
   */
  static LocalCount words(GenerationRequest request, TokenCount prompt, TokenCount written) {
    LocalCount input =
        LocalCount.NONE.with(
            UsageUnit.INPUT_TOKENS,
            new TokenCount(prompt.tokens(), prompt.atLeast(), Quantity.Source.ESTIMATED));
    return request instanceof GenerationRequest.Text
        ? input.with(UsageUnit.OUTPUT_TOKENS, written)
        : input;
  }

  /**
   * Of media. The length of films, music and sounds is taken to be the one asked for, once for each
   * that came out whole: of one that did not, nobody knows how much was made.
   *
   * @param outputs files that came out whole
   */
  static LocalCount media(GenerationRequest request, long outputs) {
    if (request instanceof GenerationRequest.Image) {
      return LocalCount.NONE.withCounted(UsageUnit.IMAGES, outputs);
    }
    if (request instanceof GenerationRequest.Video video) {
      return lasting(UsageUnit.VIDEO_MILLIS, video.duration(), outputs);
    }
    if (!(request instanceof GenerationRequest.Audio audio)) {
      return LocalCount.NONE;
    }
    return switch (audio.kind()) {
      case SPEECH ->
          LocalCount.NONE.withCounted(UsageUnit.INPUT_CHARACTERS, codePoints(audio.prompt()));
      case MUSIC, SOUND -> lasting(UsageUnit.AUDIO_MILLIS, audio.duration(), outputs);
      case TRANSCRIPTION -> LocalCount.NONE;
    };
  }

  private static LocalCount lasting(UsageUnit unit, Optional<Duration> asked, long outputs) {
    return asked.isEmpty() || outputs == 0
        ? LocalCount.NONE
        : LocalCount.NONE.withEstimated(unit, asked.get().toMillis() * outputs);
  }

  private static long codePoints(Prompt prompt) {
    long points = 0;
    for (Message message : prompt.messages()) {
      for (Part part : message.parts()) {
        points += part instanceof Part.Text words ? words.text().codePoints().count() : 0;
      }
    }
    return points;
  }
}
