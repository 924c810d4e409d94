package io.colophon.gateway.routing.canary;

/** An attempt under way, as one trial sees it. */
public final class OpenAttempt {
  static final long NONE_YET = -1;

  private final CanaryTrial trial;
  private final boolean atCanary;
  private final long beganNanos;
  private long firstOutputNanos = NONE_YET; // since it began; guarded by the trial

  OpenAttempt(CanaryTrial trial, boolean atCanary, long beganNanos) {
    this.trial = trial;
    this.atCanary = atCanary;
    this.beganNanos = beganNanos;
  }

  /** Something came for the first time. */
  void firstOutput(long nowNanos) {
    trial.firstOutput(this, nowNanos);
  }

  /** It is over, however it went. Harmless a second time. */
  void over() {
    trial.over(this);
  }

  boolean atCanary() {
    return atCanary;
  }

  long beganNanos() {
    return beganNanos;
  }

  long firstOutputNanos() {
    return firstOutputNanos;
  }

  void answered(long nowNanos) {
    firstOutputNanos = Math.max(0, nowNanos - beganNanos);
  }
}
