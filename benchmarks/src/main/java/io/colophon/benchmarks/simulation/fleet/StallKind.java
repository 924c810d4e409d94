package io.colophon.benchmarks.simulation.fleet;

/** What a stall does. */
public enum StallKind {
  /** Everything on the node is slow while it lasts. */
  WHAT_RUNS,

  /** What starts while it lasts is slow to its end, and nothing else is. */
  WHAT_STARTS
}
