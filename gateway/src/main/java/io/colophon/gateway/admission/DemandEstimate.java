package io.colophon.gateway.admission;

import io.colophon.gateway.meter.TokenEstimate;
import io.colophon.gateway.pipeline.Received;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import java.time.Duration;

/**
 * What a request may need: one request, one slot, and for text the tokens read and the most that
 * may be written.
 */
final class DemandEstimate {
  /** Held for the output of a request that sets no maximum. */
  private static final long UNBOUNDED_OUTPUT_TOKENS = 1024;

  /** Held for sound and film that leave their length to the model. */
  private static final Duration UNKNOWN_LENGTH = Duration.ofSeconds(30);

  private DemandEstimate() {}

  static Demand of(Received received, long leaseNanos) {
    Demand demand = Demand.one(received.generationId(), Duration.ofNanos(Math.max(1, leaseNanos)));
    GenerationRequest request = received.request();
    if (request instanceof GenerationRequest.Image image) {
      return demand.with(Dimension.IMAGES, image.count());
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return demand.with(
          Dimension.AUDIO_MILLIS, audio.duration().orElse(UNKNOWN_LENGTH).toMillis());
    }
    if (request instanceof GenerationRequest.Video video) {
      return demand.with(
          Dimension.VIDEO_MILLIS, video.duration().orElse(UNKNOWN_LENGTH).toMillis());
    }
    long input = inputTokens(request);
    long output =
        request instanceof GenerationRequest.Text text
            ? text.maxTokens().orElse((int) UNBOUNDED_OUTPUT_TOKENS)
            : 0; // vectors are no tokens
    return demand
        .with(Dimension.INPUT_TOKENS, input)
        .with(Dimension.OUTPUT_TOKENS, output)
        .with(Dimension.TOKENS, input + output);
  }

  private static long inputTokens(GenerationRequest request) {
    TokenEstimate estimate = new TokenEstimate();
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text words) {
          estimate.add(words.text());
        }
      }
    }
    return estimate.tokens();
  }
}
