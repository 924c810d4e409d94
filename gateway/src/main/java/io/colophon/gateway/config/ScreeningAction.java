package io.colophon.gateway.config;

/** What is done with what a screening rule found. */
public enum ScreeningAction {
  /** Something else stands in its place. */
  MASK,
  /** Input is not sent on; output ends before it. */
  REFUSE,
  /** It passes, and the records say that it was there. */
  FLAG
}
