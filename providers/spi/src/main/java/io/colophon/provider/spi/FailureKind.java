package io.colophon.provider.spi;

/**
 * What went wrong at an upstream, as a fact. Whether to try another target, and what the caller is
 * told, is decided from it in one place each; a plug-in only says which it was.
 */
public enum FailureKind {
  /** The upstream says the request is malformed or a value is out of its range. */
  INVALID_REQUEST(false),
  /** The model cannot do what the request asks. */
  UNSUPPORTED(true),
  /** The upstream's policy refused the input before generating. */
  CONTENT_REFUSED(false),
  /** Too many requests or tokens for our account at the upstream. */
  RATE_LIMITED(true),
  /** The upstream is too busy, or our own bounded queue for it is full. */
  OVERLOADED(true),
  /** No connection, or it broke. */
  UNREACHABLE(true),
  /** The upstream did not answer within one of its time limits. */
  TIMED_OUT(true),
  /** The upstream does not accept our credential. */
  CREDENTIAL_REJECTED(true),
  /** Our account at the upstream has no money or allowance left. */
  ACCOUNT_EXHAUSTED(true),
  /** The upstream no longer knows the model. */
  MODEL_UNAVAILABLE(true),
  /** The answer could not be understood. */
  MALFORMED_ANSWER(true),
  /** The upstream, or the plug-in itself, broke. */
  INTERNAL(true);

  private final boolean anotherTargetMayHelp;

  FailureKind(boolean anotherTargetMayHelp) {
    this.anotherTargetMayHelp = anotherTargetMayHelp;
  }

  /** Whether the same request may succeed at another target. */
  public boolean anotherTargetMayHelp() {
    return anotherTargetMayHelp;
  }
}
