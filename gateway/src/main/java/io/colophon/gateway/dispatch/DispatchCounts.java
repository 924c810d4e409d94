package io.colophon.gateway.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** What dispatching did since the start, for operators. Thread-safe. */
public final class DispatchCounts {
  final LongAdder retried = new LongAdder();
  final LongAdder retryRefused = new LongAdder();
  final LongAdder hedged = new LongAdder();
  final LongAdder hedgeWon = new LongAdder();
  final LongAdder hedgeRefused = new LongAdder();
  final LongAdder rotated = new LongAdder();

  DispatchCounts() {}

  /** Retries that were made. */
  public long retries() {
    return retried.sum();
  }

  /** Retries that a route's budget did not allow. */
  public long retriesRefused() {
    return retryRefused.sum();
  }

  /** Second attempts that were made while the first ran. */
  public long hedges() {
    return hedged.sum();
  }

  /** Of these, how many were faster than the first. */
  public long hedgesWon() {
    return hedgeWon.sum();
  }

  /** Second attempts that a route's budget did not allow. */
  public long hedgesRefused() {
    return hedgeRefused.sum();
  }

  /** Attempts made with another credential of the same deployment, after one had failed. */
  public long rotations() {
    return rotated.sum();
  }
}
