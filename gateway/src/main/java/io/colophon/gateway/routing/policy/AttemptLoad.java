package io.colophon.gateway.routing.policy;

import io.colophon.provider.spi.FailureKind;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one attempt puts on its target, from {@link TargetLoad#begin} to exactly one of the four
 * ends; a second end is harmless and says nothing. Thread-safe.
 */
public final class AttemptLoad {
  private static final int AWAITING = 0;
  private static final int ANSWERED = 1;
  private static final int OVER = 2;

  private final TargetLoad load;
  private final double work;
  private final long beganNanos;
  private final int rank;
  private final AtomicInteger state = new AtomicInteger(AWAITING);
  private volatile long firstNanos;

  AttemptLoad(TargetLoad load, double work, long beganNanos, int rank) {
    this.load = load;
    this.work = work;
    this.beganNanos = beganNanos;
    this.rank = rank;
  }

  /**
   * The target put out something for the first time.
   *
   * @param inputTokens what it had to read before; 0 if unknown
   */
  public void firstOutput(long inputTokens, long nowNanos) {
    firstNanos = nowNanos;
    if (state.compareAndSet(AWAITING, ANSWERED)) {
      load.firstOutput(this, inputTokens, nowNanos);
    }
  }

  /**
   * The target came to a good end.
   *
   * @param outputTokens what it put out; 0 if unknown
   */
  public void ended(long outputTokens, long nowNanos) {
    int before = state.getAndSet(OVER);
    if (before != OVER) {
      load.left(this, before == AWAITING);
      load.ended(this, before == ANSWERED, outputTokens, nowNanos);
    }
  }

  /** The target failed; see {@link #limited} for refusals because of too many requests. */
  public void failed(FailureKind kind, long nowNanos) {
    int before = state.getAndSet(OVER);
    if (before != OVER) {
      load.left(this, before == AWAITING);
      load.failed(this, kind, nowNanos);
    }
  }

  /**
   * The target refused because of too many requests, or of too much load.
   *
   * @param retryAfterNanos how long it asks to wait; 0 if it does not say
   */
  public void limited(long retryAfterNanos, long nowNanos) {
    int before = state.getAndSet(OVER);
    if (before != OVER) {
      load.left(this, before == AWAITING);
      load.limited(retryAfterNanos, nowNanos);
    }
  }

  /**
   * The attempt was given up for reasons of ours or of the caller's; says nothing of the target.
   */
  public void abandoned(long nowNanos) {
    int before = state.getAndSet(OVER);
    if (before != OVER) {
      load.left(this, before == AWAITING);
    }
  }

  double work() {
    return work;
  }

  long beganNanos() {
    return beganNanos;
  }

  /** When the first output came; meaningful only for one that was answered. */
  long firstNanos() {
    return firstNanos;
  }

  /** Attempts under way at its target when it began, itself among them. */
  int rank() {
    return rank;
  }
}
