package io.colophon.gateway.routing.policy;

/** When a generation is expected to end at a target, from what was learned of it. */
final class Completion {
  // Found in simulation: what an output takes is the same for all who come, so that to weigh it in
  // full sends everybody to the fastest at once. It counts by the square of how slow a target is
  // beside the others: which outputs are long is seldom known, and a long one on a slow target is
  // what the slowest requests are. To crowd a target costs a little even where it has places left.
  private static final double OWN = 0.1;
  private static final double CROWDING = 0.5;

  private Completion() {}

  /**
   * A score in nanoseconds, for comparison only.
   *
   * @param ofUnknown {@link #ofUnknown}
   */
  static double nanos(Candidates candidates, int index, Ask ask, double ofUnknown, long nowNanos) {
    TargetLoad load = candidates.load(index);
    return plainNanos(load, ask, ofUnknown, nowNanos) * load.slowness(nowNanos);
  }

  /** The same as if it were not slower than usual, and so at most that. */
  static double plainNanos(TargetLoad load, Ask ask, double ofUnknown, long nowNanos) {
    Pace pace = load.pace();
    double service = pace.meanServiceNanos();
    double perPlace = pace.nanosPerPlace();
    double under = load.underWay(nowNanos);
    if (perPlace == 0) {
      return ofUnknown * (OWN + under);
    }
    double own = ask.outputTokens() * pace.nanosPerToken();
    double usual = own > 0 ? own / service : 1;
    return load.waitNanos(under)
        + usual * (OWN * service * service / ofUnknown + CROWDING * under * perPlace);
  }

  /** What a candidate of which nothing was learned is taken to need: the mean of the others. */
  static double ofUnknown(Candidates candidates) {
    double sum = 0;
    int known = 0;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      double service = candidates.load(i).pace().meanServiceNanos();
      if (service > 0) {
        sum += service;
        known++;
      }
    }
    return known == 0 ? 1e9 : sum / known;
  }
}
