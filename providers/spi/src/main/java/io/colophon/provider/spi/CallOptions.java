package io.colophon.provider.spi;

import java.net.URI;
import java.util.Optional;

/**
 * How one attempt is to be carried out.
 *
 * @param generationId id of the generation, also sent upstream where the vendor has a place for it;
 *     the same for every attempt of one generation
 * @param deadlineNanos when the caller stops waiting, on the clock of {@link
 *     ProviderContext#ticker()}; a provider that passes it ends the stream with {@link
 *     FailureKind#TIMED_OUT}
 * @param original the request as the caller wrote it, when it says exactly what the {@link
 *     GenerationRequest} says; a provider of the same dialect may send it with nothing changed but
 *     the model's name, and then answers with {@link WireFrame}s. Empty when the request was
 *     changed on the way or came in no dialect
 * @param callback where an upstream may announce that a job has moved; empty when the gateway takes
 *     no such calls. What arrives there is handed to {@link Provider#webhooks()}
 * @param vendorLabel false when the policy has another label stand in for the vendor's own: a
 *     provider whose vendor has a switch for it ({@link Capability#labelKnob()}) turns it off; true
 *     leaves it as the provider is configured
 */
public record CallOptions(
    String generationId,
    long deadlineNanos,
    Optional<WireFrame> original,
    Optional<URI> callback,
    boolean vendorLabel) {

  /** Options that leave the vendor's label as configured. */
  public CallOptions(
      String generationId,
      long deadlineNanos,
      Optional<WireFrame> original,
      Optional<URI> callback) {
    this(generationId, deadlineNanos, original, callback, true);
  }

  /** Options without an original and without a callback. */
  public CallOptions(String generationId, long deadlineNanos) {
    this(generationId, deadlineNanos, Optional.empty(), Optional.empty(), true);
  }
}
