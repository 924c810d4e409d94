package io.colophon.gateway.waiting;

import io.colophon.gateway.routing.RoutePlan;

/** One of the attempts that a target takes at a time. Thread-safe. */
public interface Place {

  /** Where the attempt is to be made. */
  RoutePlan.RankedTarget target();

  /** Gives it back; whoever waits for it gets it. Harmless when repeated. */
  void free();

  /**
   * Tells how much work the attempt really was. Until told, and if it never is, the estimate of
   * admission counts. Counts once, before or after {@link #free()}.
   *
   * @param gigaFlop at least 0
   */
  void settled(double gigaFlop);

  /**
   * Tells that the first output came.
   *
   * @param sinceBeginNanos since the attempt began
   * @param inputTokens of the request; 0 if it has none or they are not known
   */
  void firstOutput(long sinceBeginNanos, long inputTokens);

  /**
   * Tells how quickly output went on after the first, on average.
   *
   * @param nanos for each token, above 0
   */
  void perToken(double nanos);

  /** Tells that the target refused for too much work, or did not answer in time. */
  void overloaded();
}
