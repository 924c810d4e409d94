package io.colophon.throttling.lease;

import io.colophon.throttling.LimitRule;

/** Arithmetic that stays below {@link LimitRule#MOST_AMOUNT}. */
final class Amount {
  private Amount() {}

  /**
   * The product, or {@link LimitRule#MOST_AMOUNT} where it would be larger.
   *
   * @param value at least 0
   * @param times at least 1
   */
  static long times(long value, long times) {
    return value > LimitRule.MOST_AMOUNT / times ? LimitRule.MOST_AMOUNT : value * times;
  }
}
