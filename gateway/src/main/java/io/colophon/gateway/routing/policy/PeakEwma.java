package io.colophon.gateway.routing.policy;

/**
 * An average over the latest observations that believes bad news at once: it jumps up to a higher
 * value and comes down exponentially with time, and goes on coming down while nothing is observed,
 * so that what was slow once is tried again. After Finagle's peak EWMA ({@code
 * com.twitter.finagle.loadbalancer.PeakEwma}). Guarded by its owner for writing; may be read by
 * anyone.
 */
final class PeakEwma {
  private final double decayNanos;

  private volatile double value;
  private volatile long atNanos;

  /**
   * @param decayNanos after this time a third of an observation is left, 1/e
   */
  PeakEwma(double decayNanos) {
    this.decayNanos = decayNanos;
  }

  void observe(double observed, long nowNanos) {
    double now = at(nowNanos);
    value = observed > now ? observed : now + (observed - now) * (1 - left(nowNanos));
    atNanos = nowNanos;
  }

  /** The value now; 0 if nothing was observed. */
  double at(long nowNanos) {
    double last = value;
    return last == 0 ? 0 : last * left(nowNanos);
  }

  private double left(long nowNanos) {
    return Math.exp(-Math.max(0, nowNanos - atNanos) / decayNanos);
  }
}
