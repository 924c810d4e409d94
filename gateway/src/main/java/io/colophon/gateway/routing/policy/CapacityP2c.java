package io.colophon.gateway.routing.policy;

/**
 * The least loaded for what it can do, by {@code (under way + 1) / capacity}, counted higher for
 * one that is slower than usual. Of few candidates all are looked at; of many the better of two is
 * taken that are drawn in proportion to their capacity, so that the small ones are not drawn more
 * often than they can bear (Mitzenmacher 2001 has it for equal ones).
 */
public final class CapacityP2c implements TargetPolicy {
  private final int mostLookedAt;
  private final ProportionalDraw draw = new ProportionalDraw();

  /** Looks at up to 64 candidates. */
  public CapacityP2c() {
    this(64);
  }

  /**
   * @param mostLookedAt up to so many candidates all are looked at
   */
  public CapacityP2c(int mostLookedAt) {
    this.mostLookedAt = mostLookedAt;
  }

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    if (candidates.size() <= mostLookedAt) {
      return least(candidates, nowNanos);
    }
    double ofUnknown = Capacities.ofUnknown(candidates);
    int one = draw.draw(candidates, ofUnknown, ask.random(), nowNanos);
    int other = draw.draw(candidates, ofUnknown, ask.random(), nowNanos);
    return one != other
            && one != NONE
            && Capacities.load(candidates, other, ofUnknown, nowNanos)
                < Capacities.load(candidates, one, ofUnknown, nowNanos)
        ? other
        : one;
  }

  /** What takes longest to find out is asked of those only that could be the least loaded. */
  private static int least(Candidates candidates, long nowNanos) {
    double ofUnknown = Capacities.NOT_ASKED;
    int best = NONE;
    double least = Double.POSITIVE_INFINITY;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      TargetLoad target = candidates.load(i);
      double capacity = candidates.capacity(i);
      if (!(capacity > 0)) {
        ofUnknown = Capacities.ofUnknown(candidates, ofUnknown);
        capacity = ofUnknown;
      }
      double load = (target.underWay(nowNanos) + 1) / capacity;
      if ((load < least || best == NONE) && candidates.isOpen(i)) {
        load *= target.slowness(nowNanos);
        if (load < least || best == NONE) {
          best = i;
          least = load;
        }
      }
    }
    return best;
  }
}
