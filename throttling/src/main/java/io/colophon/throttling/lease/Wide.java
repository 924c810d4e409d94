package io.colophon.throttling.lease;

import java.math.BigInteger;

/** Division of a product that may need 128 bits. */
final class Wide {
  private Wide() {}

  /** {@code floor((a * b + c) / divisor)}, at most {@link Long#MAX_VALUE}; nothing negative. */
  static long quotient(long a, long b, long c, long divisor) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) == 0 && low >= 0 && low + c >= 0) {
      return (low + c) / divisor;
    }
    BigInteger sum = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    BigInteger quotient = sum.add(BigInteger.valueOf(c)).divide(BigInteger.valueOf(divisor));
    return quotient.bitLength() > 63 ? Long.MAX_VALUE : quotient.longValue();
  }
}
