package io.colophon.throttling;

import java.math.BigInteger;
import java.time.Duration;

/**
 * The generic cell rate algorithm (ITU-T I.371, annex A) in its leaky bucket form: what is used
 * flows back evenly, {@code amount} units in one window, and at most {@code burst} units are in the
 * bucket. Integers throughout, with the part of a unit carried on, so that no rounding adds up.
 */
final class RateLimit extends LocalLimit {
  private final long amount;
  private final long windowNanos;

  RateLimit(LimitRule rule, String subject, Cells cells, Cell cell) {
    super(rule, subject, cells, cell);
    this.amount = rule.amount();
    this.windowNanos = rule.per().nanos();
  }

  @Override
  LimitState refreshed(LimitState state, long nowNanos, long nowMillis) {
    if (state == LimitState.NEW) {
      return new LimitState(0, 0, 0, nowNanos, LimitState.NONE);
    }
    // Never reckoned back: the same time would flow back twice.
    long elapsed = nowNanos - state.at();
    if (elapsed <= 0) {
      return state;
    }
    if (state.used() == 0) {
      return new LimitState(0, state.held(), 0, nowNanos, LimitState.NONE);
    }
    long back = Wide.quotient(elapsed, amount, state.rest(), windowNanos);
    if (back >= state.used()) {
      return new LimitState(0, state.held(), 0, nowNanos, LimitState.NONE);
    }
    long rest = Wide.remainder(elapsed, amount, state.rest(), windowNanos, back);
    return new LimitState(state.used() - back, state.held(), rest, nowNanos, LimitState.NONE);
  }

  @Override
  RetryAfter until(LimitState state, long missing, long nowNanos, long nowMillis) {
    // The smallest time t with floor((t * amount + fraction) / window) >= missing.
    BigInteger needed =
        BigInteger.valueOf(missing)
            .multiply(BigInteger.valueOf(windowNanos))
            .subtract(BigInteger.valueOf(state.rest()));
    BigInteger[] division = needed.divideAndRemainder(BigInteger.valueOf(amount));
    BigInteger nanos = division[1].signum() > 0 ? division[0].add(BigInteger.ONE) : division[0];
    // A state that another thread reckoned a little ahead of this thread's time waits for that too.
    nanos = nanos.add(BigInteger.valueOf(Math.max(0, state.at() - nowNanos)));
    long wait = nanos.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    return new RetryAfter.Exactly(Duration.ofNanos(Math.max(1, wait)));
  }
}
