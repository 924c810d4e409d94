package io.colophon.gateway.routing.policy;

/** The first that is open, in the order of the route. */
public final class Ordered implements TargetPolicy {

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.isOpen(i)) {
        return i;
      }
    }
    return NONE;
  }
}
