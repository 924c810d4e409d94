package io.colophon.gateway.routing.policy;

import java.util.random.RandomGenerator;

/**
 * Draws candidates that are open with chances in proportion to their capacity. Draws any and keeps
 * it with the chance of its share of the largest capacity, which needs no table, holds while
 * capacities are learned, and leaves out closed ones without tilting the rest. Thread-safe.
 */
final class ProportionalDraw {
  private static final int TRIES = 64;
  private static final long REFRESH_NANOS = 1_000_000_000L;

  private volatile double largest;
  private volatile long lookedAtNanos;
  private volatile boolean looked;

  /** An open candidate, or {@link TargetPolicy#NONE}. */
  int draw(Candidates candidates, double ofUnknown, RandomGenerator random, long nowNanos) {
    int size = candidates.size();
    if (size == 0) {
      return TargetPolicy.NONE;
    }
    refresh(candidates, nowNanos);
    for (int i = 0; i < TRIES; i++) {
      int drawn = Drawn.index(random.nextLong(), size);
      double capacity = Capacities.of(candidates, drawn, ofUnknown);
      if (capacity > largest) {
        largest = capacity;
      }
      if (candidates.isOpen(drawn) && Drawn.unit(random.nextLong()) * largest < capacity) {
        return drawn;
      }
    }
    return inTurn(candidates, ofUnknown, random);
  }

  private void refresh(Candidates candidates, long nowNanos) {
    if (looked && nowNanos - lookedAtNanos < REFRESH_NANOS) {
      return;
    }
    lookedAtNanos = nowNanos;
    looked = true;
    double most = 0;
    for (int i = 0; i < candidates.size(); i++) {
      most = Math.max(most, candidates.capacity(i));
    }
    largest = most > 0 ? most : 1;
  }

  /** For when few are open or one outweighs many: adds all up. */
  private static int inTurn(Candidates candidates, double ofUnknown, RandomGenerator random) {
    double sum = 0;
    for (int i = 0; i < candidates.size(); i++) {
      sum += candidates.isOpen(i) ? Capacities.of(candidates, i, ofUnknown) : 0;
    }
    double left = Drawn.unit(random.nextLong()) * sum;
    int last = TargetPolicy.NONE;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.isOpen(i)) {
        last = i;
        left -= Capacities.of(candidates, i, ofUnknown);
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
