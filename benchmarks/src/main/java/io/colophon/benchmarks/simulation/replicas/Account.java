package io.colophon.benchmarks.simulation.replicas;

/**
 * What a limit really allows and what is really used, seen by nobody in the simulation.
 *
 * <p>A rate allows its burst and what flows back in any span of time; a budget flows back never.
 */
public final class Account {
  private final double burst;
  private final double perNano;
  private double used;
  private double lowest;
  private double worst;
  private final long from;
  private final long until;
  private double usedBetween;

  /**
   * @param burst tokens that may be used at once
   * @param perNano tokens that flow back in a nanosecond; 0 for a budget
   * @param from from when on there is more demand than the limit allows and its burst is gone
   * @param until until when there is
   */
  public Account(double burst, double perNano, long from, long until) {
    this.burst = burst;
    this.perNano = perNano;
    this.from = from;
    this.until = until;
  }

  /** Something was used. */
  void use(long tokens, long nanos) {
    lowest = Math.min(lowest, used - perNano * nanos);
    used += tokens;
    usedBetween += nanos >= from && nanos < until ? tokens : 0;
    worst = Math.max(worst, used - perNano * nanos - lowest);
  }

  /** Most that was used in any span beyond what the limit allows in it; 0 if never. */
  public double over() {
    return Math.max(0, worst - burst);
  }

  /** The same, as a share of the burst. */
  public double overShare() {
    return over() / burst;
  }

  /**
   * Of what the limit allowed, the part that was used; at most 1. Of a budget in all; of a rate
   * while it was all that there was.
   */
  public double usedShare() {
    return perNano == 0
        ? Math.min(1, used / burst)
        : Math.min(1, usedBetween / (perNano * (until - from)));
  }
}
