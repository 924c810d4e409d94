package io.colophon.metering.plan;

import java.math.BigInteger;

/** Parts of whole numbers. */
final class Share {
  private Share() {}

  /**
   * {@code total x part / whole}, rounded down. Who takes the rest takes it by subtraction, so that
   * parts always add up to the total.
   *
   * @param total 0 or more
   * @param part 0 to {@code whole}
   * @param whole 0 or more; nothing has no parts
   */
  static long of(long total, long part, long whole) {
    if (part >= whole) {
      return total;
    }
    if (Math.multiplyHigh(total, part) == 0 && total * part >= 0) {
      return total * part / whole;
    }
    return BigInteger.valueOf(total)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
