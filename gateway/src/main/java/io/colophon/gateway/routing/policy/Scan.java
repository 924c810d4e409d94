package io.colophon.gateway.routing.policy;

/** Looks at every candidate that is open and takes the one with the lowest score. */
abstract class Scan implements TargetPolicy {

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    int best = NONE;
    double least = 0;
    double norm = norm(candidates, ask, nowNanos);
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      if (candidates.isOpen(i)) {
        double score = score(candidates, i, ask, norm, nowNanos);
        if (best == NONE || score < least) {
          best = i;
          least = score;
        }
      }
    }
    return best;
  }

  /** Something of all of them that each score needs. */
  double norm(Candidates candidates, Ask ask, long nowNanos) {
    return 0;
  }

  /** Lower is better; finite. Of equal ones the first is taken. */
  abstract double score(Candidates candidates, int index, Ask ask, double norm, long nowNanos);
}
