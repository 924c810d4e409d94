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

  private DemandEstimate() {}

  static Demand of(Received received, long leaseNanos) {
    Demand demand = Demand.one(received.generationId(), Duration.ofNanos(Math.max(1, leaseNanos)));
    if (!(received.request() instanceof GenerationRequest.Text text)) {
      return demand;
    }
    long input = inputTokens(text);
    long output = text.maxTokens().orElse((int) UNBOUNDED_OUTPUT_TOKENS);
    return demand
        .with(Dimension.INPUT_TOKENS, input)
        .with(Dimension.OUTPUT_TOKENS, output)
        .with(Dimension.TOKENS, input + output);
  }

  private static long inputTokens(GenerationRequest.Text text) {
    TokenEstimate estimate = new TokenEstimate();
    for (Message message : text.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text words) {
          estimate.add(words.text());
        }
      }
    }
    return estimate.tokens();
  }
}
