package io.colophon.gateway.waiting;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.throttling.fairness.Answer.Why;
import java.time.Duration;

/** What they are told who do not get a turn. */
final class WaitingRefusals {
  /** A shorter wait would only bring the same crowd back at once. */
  private static final long LEAST_NANOS = 100_000_000;

  private static final long MOST_NANOS = 3_600_000_000_000L;

  private WaitingRefusals() {}

  /**
   * @param waitNanos how long it would have waited; 0 if that is not known
   */
  static Refusal of(Why why, long waitNanos) {
    return switch (why) {
      case FULL -> full(waitNanos);
      case CLIENT_FULL ->
          retry(
              Refusal.of(
                  Reason.GATEWAY_OVERLOADED, "too many requests of this caller wait already"),
              waitNanos);
      case TOO_LATE ->
          retry(
              Refusal.of(
                  Reason.UPSTREAM_UNAVAILABLE,
                  "no target has room before the deadline, by an estimate of the wait"),
              waitNanos);
    };
  }

  static Refusal full(long waitNanos) {
    return retry(
        Refusal.of(Reason.GATEWAY_OVERLOADED, "no target has room, and no more may wait"),
        waitNanos);
  }

  static Refusal displaced(long waitNanos) {
    return retry(
        Refusal.of(Reason.GATEWAY_OVERLOADED, "no target had room, and others were to wait rather"),
        waitNanos);
  }

  static Refusal late() {
    return Refusal.of(Reason.DEADLINE_EXCEEDED, "the deadline passed while no target had room");
  }

  static Refusal draining() {
    return Refusal.of(Reason.DRAINING, "the server is stopping");
  }

  /** With the time after which the first of its targets may be asked again. */
  static Refusal resting(RoutePlan plan, long nowNanos) {
    long rest = Long.MAX_VALUE;
    for (RoutePlan.RankedTarget ranked : plan.targets()) {
      long one = ranked.target().health().load().restNanos(nowNanos);
      rest = one > 0 ? Math.min(rest, one) : rest;
    }
    return retry(
        Refusal.of(Reason.UPSTREAM_UNAVAILABLE, "every target is resting after failures"),
        rest == Long.MAX_VALUE ? 0 : rest);
  }

  private static Refusal retry(Refusal refusal, long waitNanos) {
    return waitNanos <= 0
        ? refusal
        : refusal.retryAfter(
            Duration.ofNanos(Math.max(LEAST_NANOS, Math.min(MOST_NANOS, waitNanos))));
  }
}
