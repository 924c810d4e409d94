package io.colophon.gateway.config;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Amounts of money in whole nano-units (1e-9), in which they are added up. */
public final class NanoUnits {
  private static final int DIGITS = 9;
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private NanoUnits() {}

  /**
   * The amount.
   *
   * @throws ArithmeticException if it is no whole number of nano-units or does not fit a long
   */
  public static long of(BigDecimal amount) {
    return amount.movePointRight(DIGITS).longValueExact();
  }

  /** Refuses what {@link #of} cannot take, at its place. */
  static void check(CrossCheck check, String path, BigDecimal amount) {
    BigDecimal nanos = amount.movePointRight(DIGITS);
    if (nanos.stripTrailingZeros().scale() > 0) {
      check.refuse(
          path,
          check.shown(path, amount.toPlainString())
              + "expected at most nine decimal places; state the price of more units at once");
    } else if (nanos.toBigInteger().compareTo(MOST) > 0) {
      check.refuse(
          path,
          check.shown(path, amount.toPlainString()) + "expected at most 9223372036.854775807");
    }
  }
}
