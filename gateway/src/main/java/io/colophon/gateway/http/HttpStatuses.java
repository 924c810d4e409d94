package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;

/** The one place where facts become HTTP statuses, for every dialect. */
public final class HttpStatuses {

  private HttpStatuses() {}

  /** Which status a caller sees for a reason. */
  public static int of(Reason reason) {
    return switch (reason) {
      // UNSUPPORTED is no 501: SDKs try every 5xx again, which cannot help here.
      // nor is PRICE_CEILING 409, which some of them try again.
      case MESSAGE_MALFORMED, INVALID_REQUEST, CONTENT_REFUSED, UNSUPPORTED, PRICE_CEILING -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED, RESIDENCY, FILING_REQUIRED -> 403;
      case MODEL_NOT_FOUND, NOT_FOUND -> 404;
      case FAILED_PRECONDITION, INTERRUPTED, NOT_NEXT -> 409;
      case MESSAGE_TOO_LARGE -> 413;
      case QUOTA_EXCEEDED -> 429;
      case CANCELLED -> 499; // nginx's status for a caller that went away; no caller sees it
      case LABEL_FAILED, INTERNAL -> 500;

      case UPSTREAM_MISCONFIGURED, UPSTREAM_MALFORMED, UPSTREAM_FAILED -> 502;
      case GATEWAY_OVERLOADED, UPSTREAM_UNAVAILABLE, RECORD_FAILED, DRAINING -> 503;
      case DEADLINE_EXCEEDED -> 504;
    };
  }
}
