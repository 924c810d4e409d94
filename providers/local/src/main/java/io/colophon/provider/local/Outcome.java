package io.colophon.provider.local;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.UsageUnit;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a job ended well.
 *
 * @param reason why it stopped
 * @param counts what the job counted; operations and CPU time are counted around it
 * @param computedHere whether all of the computing was done on the worker's thread, so that its
 *     operations and CPU time are known
 */
record Outcome(FinishReason reason, Map<UsageUnit, Long> counts, boolean computedHere) {
  Outcome {
    counts = Map.copyOf(counts);
  }

  static Outcome of(FinishReason reason) {
    return new Outcome(reason, Map.of(), true);
  }

  Outcome with(UsageUnit unit, long value) {
    EnumMap<UsageUnit, Long> more = new EnumMap<>(UsageUnit.class);
    more.putAll(counts);
    more.put(unit, value);
    return new Outcome(reason, more, computedHere);
  }

  /** The same, with part of the computing done where we cannot see it. */
  Outcome computedElsewhere() {
    return new Outcome(reason, counts, false);
  }
}
