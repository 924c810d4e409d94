package io.colophon.metering.compute;

import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Map;

/** What one run did, as compute models look at it. The same workload can be put to many models. */
public final class Workload {
  /** A counter that was not reported. */
  static final long NOT_REPORTED = -1;

  private static final UsageUnit[] UNITS = UsageUnit.values();

  private final long[] counts = new long[UNITS.length];
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
    Map<UsageUnit, Quantity.Known> quantities = usage.quantities();
    for (int i = 0; i < counts.length; i++) {
      Quantity.Known known = quantities.get(UNITS[i]);
      counts[i] = known == null ? NOT_REPORTED : known.value();
    }
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
    return counts[unit.ordinal()];
  }
}
