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
    boolean costAlone = bound == Double.POSITIVE_INFINITY;
    double ofUnknown = Completion.ofUnknown(candidates);
    int best = costAlone ? NONE : ExpectedCompletion.soonest(candidates, ask, ofUnknown, nowNanos);
    if (best == NONE && !costAlone) {
      return NONE;
    }
    double least = Double.POSITIVE_INFINITY;
    double leastNanos = Double.POSITIVE_INFINITY;
    if (best != NONE) {
      least = cost(candidates, best);
      leastNanos = Completion.nanos(candidates, best, ask, ofUnknown, nowNanos);
    }
    double limit = leastNanos * bound;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      double cost = cost(candidates, i);
      if (cost > least) {
        continue;
      }
      TargetLoad load = candidates.load(i);
      double nanos = Completion.plainNanos(load, ask, ofUnknown, nowNanos);
      // What takes longest to find out is asked of those only that could be within the bound.
      if (nanos <= limit && candidates.isOpen(i)) {
        nanos *= load.slowness(nowNanos);
        if (nanos <= limit && (best == NONE || cost < least || nanos < leastNanos)) {
          best = i;
          least = cost;
          leastNanos = nanos;
        }
      }
    }
    return best;
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
