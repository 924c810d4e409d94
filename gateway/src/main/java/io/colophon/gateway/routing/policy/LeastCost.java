package io.colophon.gateway.routing.policy;

/**
 * The cheapest, in money or in emissions, of those that are not much slower than the best: where
 * the generation is expected to end within a factor of the soonest. What a generation costs at a
 * target may be unknown; such a target is taken only where none with a known cost is within the
 * bound.
 */
public final class LeastCost implements TargetPolicy {
  private final boolean money;
  private final double bound;

  private LeastCost(boolean money, double bound) {
    if (!(bound >= 1)) {
      throw new IllegalArgumentException("bound " + bound + ": expected 1 or more");
    }
    this.money = money;
    this.bound = bound;
  }

  /**
   * By price.
   *
   * @param bound how many times later than at the soonest it may be expected to end; 1 or more,
   *     infinite if the price alone counts
   */
  public static LeastCost ofMoney(double bound) {
    return new LeastCost(true, bound);
  }

  /** The same by CO2e. */
  public static LeastCost ofCarbon(double bound) {
    return new LeastCost(false, bound);
  }

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    double ofUnknown = Completion.ofUnknown(candidates);
    double limit =
        bound == Double.POSITIVE_INFINITY
            ? bound
            : soonest(candidates, ask, ofUnknown, nowNanos) * bound;
    int best = NONE;
    double least = 0;
    double leastNanos = 0;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      double cost = cost(candidates, i);
      if ((best == NONE || cost <= least) && candidates.isOpen(i)) {
        double nanos = Completion.nanos(candidates, i, ask, ofUnknown, nowNanos);
        boolean better = cost < least || nanos < leastNanos;
        if (nanos <= limit && (best == NONE || better)) {
          best = i;
          least = cost;
          leastNanos = nanos;
        }
      }
    }
    return best == NONE ? anyOpen(candidates) : best;
  }

  /** Loads move while they are read: what was within the bound may be so no more. */
  private static int anyOpen(Candidates candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.isOpen(i)) {
        return i;
      }
    }
    return NONE;
  }

  private static double soonest(Candidates candidates, Ask ask, double ofUnknown, long nowNanos) {
    double soonest = Double.POSITIVE_INFINITY;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      TargetLoad load = candidates.load(i);
      double nanos = Completion.plainNanos(load, ask, ofUnknown, nowNanos);
      if (nanos < soonest && candidates.isOpen(i)) {
        soonest = Math.min(soonest, nanos * load.slowness(nowNanos));
      }
    }
    return soonest;
  }

  private double cost(Candidates candidates, int index) {
    if (money) {
      long price = candidates.nanoPrice(index);
      return price < 0 ? Double.POSITIVE_INFINITY : price;
    }
    double grams = candidates.gramsCo2e(index);
    return Double.isNaN(grams) ? Double.POSITIVE_INFINITY : grams;
  }
}
