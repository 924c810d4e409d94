package io.colophon.metering.compute;

import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Arrays;
import java.util.Map;

/**
 * What one run did, as compute models look at it. The same workload can be put to many models.
 * Remembers what it looked up, hence not thread-safe.
 */
public final class Workload {
  /** A counter that was not reported. */
  static final long NOT_REPORTED = -1;

  private static final long NOT_LOOKED_UP = -2;

  private Map<UsageUnit, Quantity.Known> quantities = Map.of();

  /** What was looked up before: several models ask for the same, at three corners. */
  private final long[] counts = new long[UsageUnit.values().length];

  private Modality modality = Modality.TEXT;
  private RunShape run = RunShape.UNKNOWN;
  private double elapsedSeconds = Double.POSITIVE_INFINITY;

  /** An empty one, to be {@linkplain #refill filled}. */
  public Workload() {}

  /**
   * @param modality what was generated
   * @param usage what was counted
   * @param run what was asked for, {@link RunShape#UNKNOWN} when nobody knows
   * @param elapsedSeconds how long the caller's request took; {@code Infinity} when unknown
   */
  public Workload(Modality modality, Usage usage, RunShape run, double elapsedSeconds) {
    refill(modality, usage, run, elapsedSeconds);
  }

  /**
   * Makes this the workload of another run. Allocates nothing. Only for a workload that one thread
   * keeps for itself.
   */
  public void refill(Modality modality, Usage usage, RunShape run, double elapsedSeconds) {
    if (!(elapsedSeconds >= 0)) {
      throw new IllegalArgumentException(
          "a request took " + elapsedSeconds + " s, expected 0 or more, or Infinity for unknown");
    }
    this.modality = modality;
    this.run = run;
    this.elapsedSeconds = elapsedSeconds;
    this.quantities = usage.quantities();
    Arrays.fill(counts, NOT_LOOKED_UP);
  }

  Modality modality() {
    return modality;
  }

  RunShape run() {
    return run;
  }

  double elapsedSeconds() {
    return elapsedSeconds;
  }

  /** A counter's value, -1 when it was not reported. */
  long count(UsageUnit unit) {
    long count = counts[unit.ordinal()];
    if (count != NOT_LOOKED_UP) {
      return count;
    }
    Quantity.Known known = quantities.get(unit);
    long found = known == null ? NOT_REPORTED : known.value();
    counts[unit.ordinal()] = found;
    return found;
  }
}
