package io.colophon.metering.ledger;

import java.util.Locale;

/** How a generation ended. "Output" means output that has reached the caller. */
public enum EndState {
  /** The output is whole. */
  COMPLETED,
  /** The caller went away before any output. */
  CANCELLED_BEFORE_OUTPUT,
  /** The caller went away in the middle of the output. */
  CANCELLED_AFTER_OUTPUT,
  /** Nothing could be generated. */
  FAILED_BEFORE_OUTPUT,
  /** The output broke off. */
  FAILED_AFTER_OUTPUT,
  /** The caller's deadline passed. */
  DEADLINE,
  /** The model's policy cut or withheld the output. */
  CONTENT_FILTERED,
  /** Policy refused the input; nothing was generated. */
  REFUSED,
  /** The process ended before the generation did; found and settled at the next start. */
  INTERRUPTED;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in records and reports: the constant in lower case. */
  public String id() {
    return id;
  }
}
