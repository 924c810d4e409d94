package io.colophon.gateway.config;

/** What becomes of an answer that its caller does not wait for any more. */
public enum OnAbort {
  /** The upstream is cancelled, and what it had said is counted here. */
  CANCEL,
  /** The answer is read on to its end, within limits, to learn what was used. */
  DRAIN
}
