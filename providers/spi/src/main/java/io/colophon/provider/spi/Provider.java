package io.colophon.provider.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/**
 * One configured deployment of a vendor's API family, or of a generator on this machine.
 *
 * <p>The stream that {@link #generate} returns follows {@link Flow}: events come one at a time and
 * only while there is demand; {@link Flow.Subscription#cancel()} stops the work and releases the
 * upstream within 100 ms; a failure arrives as {@link ProviderException} in {@code onError}. Work
 * starts at subscription, and each stream is subscribed at most once.
 *
 * <p>All methods may be called from an event loop and never block. Events may arrive on any thread,
 * never two at once.
 */
public interface Provider extends AutoCloseable {

  /**
   * The models this deployment is known to offer, each with its abilities. May be empty for
   * upstreams whose models are only known from configuration. Immutable and cheap.
   */
  List<ModelDescription> models();

  /**
   * Names of the {@link Prompt#extensions()} that this deployment understands. What is not among
   * them is taken out of a request before it gets here, and reported to the caller as dropped.
   */
  default Set<String> extensions() {
    return Set.of();
  }

  /**
   * Dialects whose originals this deployment sends on as they are, see {@link
   * CallOptions#original()}; values of {@link Dialects}. Of a request that is sent on, nothing is
   * taken out or reported as dropped by the host, since everything in it reaches the upstream.
   */
  default Set<String> relays() {
    return Set.of();
  }

  /**
   * Generates.
   *
   * @param request what to generate; its {@link GenerationRequest#needs() needs} are abilities of
   *     the model, or the stream ends with {@link FailureKind#UNSUPPORTED}
   * @param options deadline and the like
   */
  Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options);

  /**
   * Takes up a job that an earlier {@link #generate} handed to the upstream, in this process or in
   * one before it. The stream is as that of {@link #generate} without {@link
   * GenerationEvent.Submitted}; nothing is submitted again. Cancelling it cancels the job where the
   * vendor can.
   *
   * @param request the request as it was
   * @param handle from {@link GenerationEvent.Submitted}
   * @return a stream that ends with {@link FailureKind#UNSUPPORTED} unless overridden
   */
  default Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return new FailedStream(
        new ProviderException(FailureKind.UNSUPPORTED, "this provider has no jobs to take up"));
  }

  /**
   * Reads calls that the upstream makes to {@link CallOptions#callback()}; empty if it has none.
   */
  default Optional<WebhookReader> webhooks() {
    return Optional.empty();
  }

  /**
   * Says that the upstream has announced that a job has moved: whoever polls it should do so now
   * rather than after its pause. Harmless for a handle that nobody polls; does nothing unless
   * overridden.
   *
   * @param handle as in {@link GenerationEvent.Submitted}
   */
  default void moved(String handle) {}

  /** Ends what is under way with {@link FailureKind#OVERLOADED} and releases everything. */
  @Override
  void close();
}
