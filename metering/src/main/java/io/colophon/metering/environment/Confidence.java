package io.colophon.metering.environment;

/** How far a figure of a data file can be trusted. */
public enum Confidence {
  /** Read in the source named beside it. */
  SOURCED,
  /** Computed from sourced figures; the note says how. */
  DERIVED,
  /** Widely quoted, but not checked against a primary source. */
  QUOTED,
  /** Somebody's estimate, named beside it, of what the vendor does not publish. */
  ESTIMATED,
  /** Sources contradict each other. */
  CONFLICTING
}
