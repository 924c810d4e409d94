package io.colophon.gateway.routing.policy;

/**
 * Chooses among targets that can serve a generation. One instance serves one route for as long as
 * its configuration is in force. Implementations are thread-safe, never block and allocate nothing.
 */
@FunctionalInterface
public interface TargetPolicy {

  /** No candidate is open. */
  int NONE = -1;

  /**
   * Chooses.
   *
   * @param nowNanos on the clock by which the candidates' loads were told what happened
   * @return the index of a candidate that is open, or {@link #NONE} if none is
   */
  int choose(Candidates candidates, Ask ask, long nowNanos);
}
