package io.colophon.gateway.pipeline;

import io.colophon.gateway.admission.Credentials;
import io.colophon.provider.spi.GenerationRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came through a door, in the gateway's own terms: what the verb receive makes.
 *
 * @param generationId unique; ledger, log and labels name the generation by it
 * @param requestId what the caller sees: his own {@code x-request-id}, or the generation id
 * @param time when it was received
 * @param startNanos the same moment on the ticker
 * @param deadlineNanos when the caller stops waiting, on the ticker
 * @param credentials who says that he asks
 * @param model what was asked for
 * @param request what to generate; its target model is only set by routing
 * @param metadata attributes that routing may look at and that records keep
 * @param labeling what the caller asks of labelling
 * @param endUser the caller's name for the person behind the request
 */
public record Received(
    String generationId,
    String requestId,
    Instant time,
    long startNanos,
    long deadlineNanos,
    Credentials credentials,
    RequestedModel model,
    GenerationRequest request,
    Map<String, String> metadata,
    LabelingWish labeling,
    Optional<String> endUser) {
  public Received {
    metadata = Map.copyOf(metadata);
  }
}
