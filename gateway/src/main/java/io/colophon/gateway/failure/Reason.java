package io.colophon.gateway.failure;

/**
 * Why a generation did not come about. The name is what machines see as {@code ErrorInfo.reason};
 * the status that goes with it is decided in {@code wire}.
 */
public enum Reason {
  /** The bytes are no message of the contract. */
  MESSAGE_MALFORMED,
  /** The message is larger than the server takes. */
  MESSAGE_TOO_LARGE,
  /** A value is missing, out of range or contradicts another. */
  INVALID_REQUEST,
  /** Nobody could be told from the credentials. */
  UNAUTHENTICATED,
  /** The caller is known but may not do this. */
  PERMISSION_DENIED,
  /** No route for the model name. */
  MODEL_NOT_FOUND,
  /** No such job, record or key. */
  NOT_FOUND,
  /** No target offers what the request needs. */
  UNSUPPORTED,
  /** Every target that could serve the request runs outside the regions that it may go to. */
  RESIDENCY,
  /** Every model that could serve the request is not filed where its output is for the public. */
  FILING_REQUIRED,
  /** Every target that could serve the request costs more than it may, or has no price. */
  PRICE_CEILING,
  /** An upstream's policy refused the input. */
  CONTENT_REFUSED,
  /** The caller's own quota or rate. */
  QUOTA_EXCEEDED,
  /** Our own queues are full. */
  GATEWAY_OVERLOADED,
  /** Upstreams are limited, overloaded or out of reach, and no target is left. */
  UPSTREAM_UNAVAILABLE,
  /** An upstream rejects our credential, our account is empty, or the model is gone. */
  UPSTREAM_MISCONFIGURED,
  /** An upstream's answer could not be understood. */
  UPSTREAM_MALFORMED,
  /** The upstream broke. */
  UPSTREAM_FAILED,
  /** The deadline passed. */
  DEADLINE_EXCEEDED,
  /** The caller went away. */
  CANCELLED,
  /** The output could not be labelled; it did not leave. */
  LABEL_FAILED,
  /** The ledger or the provenance log could not be written. */
  RECORD_FAILED,
  /** The server is stopping. */
  DRAINING,
  /** A restart cut the job. */
  INTERRUPTED,
  /** The state of the thing does not allow this now. */
  FAILED_PRECONDITION,
  /** A correction that is not the next one after the last of its generation. */
  NOT_NEXT,
  /** Our bug. */
  INTERNAL
}
