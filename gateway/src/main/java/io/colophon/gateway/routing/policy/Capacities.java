package io.colophon.gateway.routing.policy;

/** What targets can do, and what they have to do for it. */
final class Capacities {

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
