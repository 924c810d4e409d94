package io.colophon.gateway.waiting;

import io.colophon.gateway.routing.RoutePlan;

/** One of the attempts that a target takes at a time. Thread-safe. */
public interface Place {

  /** Where the attempt is to be made. */
  RoutePlan.RankedTarget target();

  /**
   * Gives it back; whoever waits for it gets it. Harmless when repeated. An attempt that has put
   * nothing out by then is not charged to its client's share.
   */
  void free();

  /**
   * Tells how much was put out, for the client's share: admission's estimate is corrected by it.
   *
   * @param outputTokens 0 if they are not known or the output is no text; the estimate stands then
   */
  void answered(long outputTokens);

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
