package io.colophon.gateway.routing.policy;

/** When a generation is expected to end at a target, from what was learned of it. */
final class Completion {
  // Found in simulation: what an output takes is the same for all who come, so that to weigh it in
  // full sends everybody to the fastest at once; to crowd a target costs a little even where it has
  // places left.
  private static final double OWN = 0.3;
  private static final double CROWDING = 0.5;

  private Completion() {}

  /**
   * A score in nanoseconds, for comparison only.
   *
   * @param ofUnknown {@link #ofUnknown}
   */
  static double nanos(Candidates candidates, int index, Ask ask, double ofUnknown, long nowNanos) {
    TargetLoad load = candidates.load(index);
    Pace pace = load.pace();
    double service = pace.meanServiceNanos();
    double places = pace.places();
    double under = load.underWay(nowNanos);
    if (service == 0 || places == 0) {
      return ofUnknown * (OWN + under);
    }
    double perToken = pace.nanosPerToken();
    double own = ask.outputTokens() > 0 && perToken > 0 ? ask.outputTokens() * perToken : service;
    return (load.waitNanos(under) + own * (OWN + CROWDING * under / places))
        * load.slowness(nowNanos);
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
