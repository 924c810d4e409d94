package io.colophon.gateway.routing.policy;

/** Any that is open, with chances in proportion to the configured weights. */
public final class Weighted implements TargetPolicy {

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    double sum = 0;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      sum += candidates.isOpen(i) ? candidates.weight(i) : 0;
    }
    double left = Drawn.unit(ask.random().nextLong()) * sum;
    int last = NONE;
    for (int i = 0; i < size; i++) {
      if (candidates.isOpen(i)) {
        last = i;
        left -= candidates.weight(i);
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
