package io.colophon.gateway.waiting;

import io.colophon.throttling.fairness.Answer.Why;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What operators see of the waiting room. Thread-safe. */
public final class WaitingCounts {
  private final LongAdder turns = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final LongAdder displaced = new LongAdder();
  private final Map<Why, LongAdder> refused = new EnumMap<>(Why.class);

  WaitingCounts() {
    for (Why why : Why.values()) {
      refused.put(why, new LongAdder());
    }
  }

  void turn(long nanos) {
    turns.increment();
    waitedNanos.add(nanos);
  }

  void leaves() {
    left.increment();
  }

  void displaces() {
    displaced.increment();
  }

  void refuses(Why why) {
    counter(why).increment();
  }

  private LongAdder counter(Why why) {
    LongAdder counter = refused.get(why);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + why);
    }
    return counter;
  }

  /** Generations that waited and got a place. */
  public long turns() {
    return turns.sum();
  }

  /** How long these waited together, in seconds. */
  public double waitedSeconds() {
    return waitedNanos.sum() / 1e9;
  }

  /** Generations that gave up: the caller went, or the deadline passed. */
  public long left() {
    return left.sum();
  }

  /** Generations that had to go for others. */
  public long displaced() {
    return displaced.sum();
  }

  /** Generations that were not let in. */
  public long refused(Why why) {
    return counter(why).sum();
  }
}
