package io.colophon.gateway.cache;

import java.util.concurrent.atomic.LongAdder;

/** What a cache did since the start. Thread-safe. */
public final class CacheCounts {
  private final LongAdder kept = new LongAdder();
  private final LongAdder shared = new LongAdder();
  private final LongAdder missed = new LongAdder();

  /** Requests that were given an answer that was kept. */
  public long kept() {
    return kept.sum();
  }

  /** Requests that were given the answer to one that was under way. */
  public long shared() {
    return shared.sum();
  }

  /** Requests for which an upstream was asked. */
  public long missed() {
    return missed.sum();
  }

  void wasKept() {
    kept.increment();
  }

  void wasShared() {
    shared.increment();
  }

  void wasMissed() {
    missed.increment();
  }
}
