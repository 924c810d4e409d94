package io.colophon.gateway.pipeline;

import io.colophon.gateway.admission.Credentials;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.WireFrame;
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
 * @param original the request in the caller's own dialect; empty when it came as a message of ours,
 *     or when it was changed on the way
 * @param strict whether a parameter that a target cannot take is a reason to refuse, rather than to
 *     report
 * @param job present when the generation outlives its call
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
    Optional<String> endUser,
    Optional<WireFrame> original,
    boolean strict,
    Optional<JobLink> job) {
  public Received {
    metadata = Map.copyOf(metadata);
  }

  /** A request that came as a message of ours, and is answered within its call. */
  public Received(
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
    this(
        generationId,
        requestId,
        time,
        startNanos,
        deadlineNanos,
        credentials,
        model,
        request,
        metadata,
        labeling,
        endUser,
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** The same request in the caller's own words, to be relayed where the target speaks them. */
  public Received withOriginal(WireFrame frame) {
    return with(request, Optional.of(frame), strict, job);
  }

  /** The same request, refused where a parameter cannot be taken as it is. */
  public Received strictly(boolean wanted) {
    return with(request, original, wanted, job);
  }

  /** Other content for the same request; what the caller wrote no longer says the same. */
  public Received withRequest(GenerationRequest changed) {
    return with(changed, Optional.empty(), strict, job);
  }

  /** The same request as a job. */
  public Received asJob(JobLink link) {
    return with(request, original, strict, Optional.of(link));
  }

  /** What can change of a request on its way; all else stays as it was received. */
  private Received with(
      GenerationRequest changed,
      Optional<WireFrame> frame,
      boolean strictly,
      Optional<JobLink> link) {
    return new Received(
        generationId,
        requestId,
        time,
        startNanos,
        deadlineNanos,
        credentials,
        model,
        changed,
        metadata,
        labeling,
        endUser,
        frame,
        strictly,
        link);
  }
}
