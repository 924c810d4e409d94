package io.colophon.gateway.routing.policy;

/**
 * The quicker of two that are drawn in proportion to their capacity: by the peak EWMA of the time
 * to the first output and between tokens, times {@code (under way + 1) / capacity}. A refusal
 * because of too many requests counts as slow, not as the fast answer that it is (Linkerd's load
 * biaser).
 */
public final class PeakEwmaP2c implements TargetPolicy {
  private final double penaltyNanos;
  private final ProportionalDraw draw = new ProportionalDraw();

  /** With a penalty of 5 s, as Linkerd has it. */
  public PeakEwmaP2c() {
    this(5_000_000_000L);
  }

  /**
   * @param penaltyNanos a refusal counts as a first output after this time
   */
  public PeakEwmaP2c(long penaltyNanos) {
    this.penaltyNanos = penaltyNanos;
  }

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    double ofUnknown = Capacities.ofUnknown(candidates);
    int one = draw.draw(candidates, ofUnknown, ask.random(), nowNanos);
    int other = draw.draw(candidates, ofUnknown, ask.random(), nowNanos);
    return one != other
            && one != NONE
            && cost(candidates, other, ask, ofUnknown, nowNanos)
                < cost(candidates, one, ask, ofUnknown, nowNanos)
        ? other
        : one;
  }

  private double cost(Candidates candidates, int index, Ask ask, double ofUnknown, long nowNanos) {
    TargetLoad load = candidates.load(index);
    double nanos =
        Math.max(load.peakEwmaNanos(nowNanos), load.decayedPenalty(penaltyNanos, nowNanos))
            + ask.outputTokens() * load.peakEwmaNanosPerToken(nowNanos);
    return (nanos + 1)
        * (load.underWay(nowNanos) + 1)
        / Capacities.of(candidates, index, ofUnknown);
  }
}
