package io.colophon.gateway.routing.policy;

/** What targets can do, and what they have to do for it. */
final class Capacities {
  /** What {@link #ofUnknown(Candidates)} would say was not needed yet. */
  static final double NOT_ASKED = -1;

  private Capacities() {}

  /**
   * What a candidate is taken to be able to do of which nothing is known: the mean of the others, 1
   * if nothing is known of any.
   */
  static double ofUnknown(Candidates candidates) {
    double sum = 0;
    int known = 0;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      double capacity = candidates.capacity(i);
      if (capacity > 0) {
        sum += capacity;
        known++;
      }
    }
    return known == 0 ? 1 : sum / known;
  }

  /** The same if it was not asked before; usually it never is. */
  static double ofUnknown(Candidates candidates, double asked) {
    return asked == NOT_ASKED ? ofUnknown(candidates) : asked;
  }

  static double of(Candidates candidates, int index, double ofUnknown) {
    double capacity = candidates.capacity(index);
    return capacity > 0 ? capacity : ofUnknown;
  }

  /** {@code (under way + 1) / capacity}, times how much slower than usual it is. */
  static double load(Candidates candidates, int index, double ofUnknown, long nowNanos) {
    return plainLoad(candidates, index, ofUnknown, nowNanos)
        * candidates.load(index).slowness(nowNanos);
  }

  /** The same as if it were not slower than usual, and so at most that. */
  static double plainLoad(Candidates candidates, int index, double ofUnknown, long nowNanos) {
    return (candidates.load(index).underWay(nowNanos) + 1) / of(candidates, index, ofUnknown);
  }
}
