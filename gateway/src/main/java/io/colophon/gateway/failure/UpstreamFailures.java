package io.colophon.gateway.failure;

import io.colophon.provider.spi.ProviderException;

/** What a caller is told of a failure at an upstream. */
public final class UpstreamFailures {

  private UpstreamFailures() {}

  /**
   * Turns the upstream's failure into the gateway's. Only texts that concern the caller's own
   * request are handed on; what went wrong between us and the upstream is for operators.
   */
  public static Refusal refusalFor(ProviderException failure) {
    if (failure.getCause() instanceof Refusal ours) {
      return ours; // not the upstream's: the gateway broke the attempt off
    }
    Refusal refusal =
        switch (failure.kind()) {
          case INVALID_REQUEST -> of(Reason.INVALID_REQUEST, text(failure), failure);
          case UNSUPPORTED -> of(Reason.UNSUPPORTED, text(failure), failure);
          case CONTENT_REFUSED ->
              of(Reason.CONTENT_REFUSED, "the model refuses this input", failure);
          case RATE_LIMITED, OVERLOADED, UNREACHABLE ->
              of(Reason.UPSTREAM_UNAVAILABLE, "no target can take the request now", failure);
          case TIMED_OUT ->
              of(Reason.UPSTREAM_UNAVAILABLE, "the target did not answer in time", failure);
          case CREDENTIAL_REJECTED, ACCOUNT_EXHAUSTED, MODEL_UNAVAILABLE ->
              of(Reason.UPSTREAM_MISCONFIGURED, "the target is not usable as configured", failure);
          case MALFORMED_ANSWER ->
              of(Reason.UPSTREAM_MALFORMED, "the target's answer was not understood", failure);
          case INTERNAL -> of(Reason.UPSTREAM_FAILED, "the target failed", failure);
        };
    return failure.retryAfter().map(refusal::retryAfter).orElse(refusal);
  }

  private static Refusal of(Reason reason, String message, ProviderException failure) {
    return Refusal.of(reason, message, failure);
  }

  private static String text(ProviderException failure) {
    String message = failure.getMessage();
    return message == null ? "the target does not take the request" : message;
  }
}
