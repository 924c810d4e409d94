package io.colophon.gateway.routing.policy;

/**
 * The target where the generation is expected to end first: what it will wait there, by how many
 * are under way and how many places were learned, and what its own output takes at the speed that
 * was learned. Looks at all candidates; needs no configured capacity.
 */
public final class ExpectedCompletion implements TargetPolicy {

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    return soonest(candidates, ask, Completion.ofUnknown(candidates), nowNanos);
  }

  /**
   * The candidate with the least {@link Completion#nanos}; {@link #NONE} if none is open.
   *
   * @param ofUnknown {@link Completion#ofUnknown}
   */
  static int soonest(Candidates candidates, Ask ask, double ofUnknown, long nowNanos) {
    int best = NONE;
    double least = Double.POSITIVE_INFINITY;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      TargetLoad load = candidates.load(i);
      double nanos = Completion.plainNanos(load, ask, ofUnknown, nowNanos);
      // What takes longest to find out is asked of those only that could be the soonest.
      if ((nanos < least || best == NONE) && candidates.isOpen(i)) {
        nanos *= load.slowness(nowNanos);
        if (nanos < least || best == NONE) {
          best = i;
          least = nanos;
        }
      }
    }
    return best;
  }
}
