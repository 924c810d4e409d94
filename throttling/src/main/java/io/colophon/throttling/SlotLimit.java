package io.colophon.throttling;

/** How many at once. Nothing is ever used up: a slot is held, and then free again. */
final class SlotLimit extends LocalLimit {

  SlotLimit(LimitRule rule, String subject, Cells cells, Cell cell) {
    super(rule, subject, cells, cell);
  }

  @Override
  LimitState refreshed(LimitState state, long nowNanos, long nowMillis) {
    return state;
  }

  @Override
  RetryAfter until(LimitState state, long missing, long nowNanos, long nowMillis) {
    return new RetryAfter.WhenHoldsEnd();
  }
}
