package io.colophon.gateway.routing.filter;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;

/**
 * What a request is expected to use at most, for its price: what it says itself, and for what it
 * leaves to the model 1,024 tokens, or 30 seconds of sound or film.
 */
final class ExpectedUse {
  private static final int UNBOUNDED_OUTPUT_TOKENS = 1024;
  private static final long UNKNOWN_MILLIS = 30_000;

  private ExpectedUse() {}

  static Usage of(RequestFacts asked) {
    Usage.Builder usage = Usage.from(Quantity.Source.ESTIMATED);
    GenerationRequest request = asked.request();
    if (request instanceof GenerationRequest.Image image) {
      return usage.with(UsageUnit.IMAGES, image.count()).build();
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return usage
          .with(
              UsageUnit.AUDIO_MILLIS,
              audio.duration().map(d -> d.toMillis()).orElse(UNKNOWN_MILLIS))
          .build();
    }
    if (request instanceof GenerationRequest.Video video) {
      return usage
          .with(
              UsageUnit.VIDEO_MILLIS,
              video.duration().map(d -> d.toMillis()).orElse(UNKNOWN_MILLIS))
          .build();
    }
    int output =
        request instanceof GenerationRequest.Text text
            ? text.maxTokens().orElse(UNBOUNDED_OUTPUT_TOKENS)
            : 0;
    return usage
        .with(UsageUnit.INPUT_TOKENS, asked.inputTokens())
        .with(UsageUnit.OUTPUT_TOKENS, output)
        .build();
  }
}
