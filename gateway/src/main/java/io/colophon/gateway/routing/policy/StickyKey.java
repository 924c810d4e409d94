package io.colophon.gateway.routing.policy;

/**
 * The same target for the same key, as long as it is open: rendezvous hashing (Thaler and
 * Ravishankar 1998), with weights after Schindelhauer and Schomaker (2005), so that a target that
 * comes or goes moves only the keys that are its own. Without a key it goes by load.
 */
public final class StickyKey implements TargetPolicy {
  private final double bound;
  private final CapacityP2c byLoad = new CapacityP2c();

  /** Sticks whatever the load. */
  public StickyKey() {
    this(Double.POSITIVE_INFINITY);
  }

  /**
   * @param bound a target with more than so many times its share of what is under way is passed
   *     over (Mirrokni, Thorup, Zadimoghaddam 2018); above 1, infinite for no bound
   */
  public StickyKey(double bound) {
    if (!(bound > 1)) {
      throw new IllegalArgumentException("bound " + bound + ": expected more than 1");
    }
    this.bound = bound;
  }

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    if (ask.stickyHash() == 0) {
      return byLoad.choose(candidates, ask, nowNanos);
    }
    double limit = bound == Double.POSITIVE_INFINITY ? bound : limit(candidates, nowNanos);
    int best = NONE;
    double strongest = -1;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      double unit = Drawn.unit(Drawn.mixed(ask.stickyHash(), candidates.key(i)));
      double weight = candidates.weight(i);
      // -ln u is at least 1 - u, which spares most of the logarithms.
      if (weight > strongest * (1 - unit)) {
        double pull = weight / -Math.log(unit + Double.MIN_NORMAL);
        if (pull > strongest
            && candidates.isOpen(i)
            && (limit == Double.POSITIVE_INFINITY
                || Capacities.load(candidates, i, 1, nowNanos) <= limit)) {
          best = i;
          strongest = pull;
        }
      }
    }
    return best == NONE ? byLoad.choose(candidates, ask, nowNanos) : best;
  }

  private double limit(Candidates candidates, long nowNanos) {
    double under = 1;
    double capacity = 0;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      if (candidates.isOpen(i)) {
        under += candidates.load(i).underWay(nowNanos);
        capacity += Capacities.of(candidates, i, 1);
      }
    }
    return capacity == 0 ? 0 : Math.ceil(bound * under) / capacity;
  }
}
