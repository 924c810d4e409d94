package io.colophon.gateway.admission;

import io.colophon.gateway.meter.PromptTokens;
import io.colophon.gateway.pipeline.Received;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
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
    long input = PromptTokens.of(request, TokenizerFamily.of(received.model().name())).tokens();
    long output =
        request instanceof GenerationRequest.Text text
            ? text.maxTokens().orElse((int) UNBOUNDED_OUTPUT_TOKENS)
            : 0; // vectors are no tokens
    return demand
        .with(Dimension.INPUT_TOKENS, input)
        .with(Dimension.OUTPUT_TOKENS, output)
        .with(Dimension.TOKENS, input + output);
  }

  /** The same as usage, for the ledger. */
  static Usage expected(Received received, Demand demand) {
    GenerationRequest request = received.request();
    Usage.Builder usage = Usage.from(Quantity.Source.ESTIMATED);
    if (request instanceof GenerationRequest.Image) {
      return usage.with(UsageUnit.IMAGES, demand.amounts().get(Dimension.IMAGES).orElse(0)).build();
    }
    if (request instanceof GenerationRequest.Audio) {
      return usage
          .with(UsageUnit.AUDIO_MILLIS, demand.amounts().get(Dimension.AUDIO_MILLIS).orElse(0))
          .build();
    }
    if (request instanceof GenerationRequest.Video) {
      return usage
          .with(UsageUnit.VIDEO_MILLIS, demand.amounts().get(Dimension.VIDEO_MILLIS).orElse(0))
          .build();
    }
    return usage
        .with(UsageUnit.INPUT_TOKENS, demand.amounts().get(Dimension.INPUT_TOKENS).orElse(0))
        .with(UsageUnit.OUTPUT_TOKENS, demand.amounts().get(Dimension.OUTPUT_TOKENS).orElse(0))
        .build();
  }
}
