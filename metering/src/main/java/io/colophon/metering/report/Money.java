package io.colophon.metering.report;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Nano-units as decimal numbers, exact. */
public final class Money {
  private Money() {}

  /** 33900000000 is {@code 33.9}. */
  public static String decimal(BigInteger nanos) {
    BigDecimal value = new BigDecimal(nanos, 9).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }

  /** The same of a long. */
  public static String decimal(long nanos) {
    return decimal(BigInteger.valueOf(nanos));
  }
}
