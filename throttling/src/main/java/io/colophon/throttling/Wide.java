package io.colophon.throttling;

import java.math.BigInteger;

/**
 * Division of a product that may need 128 bits, without allocation where the divisor is at most
 * {@link #MOST_DIVISOR}.
 */
public final class Wide {
  private static final int DIGIT_BITS = 20;
  private static final long DIGIT = (1L << DIGIT_BITS) - 1;

  private Wide() {}

  /**
   * Up to here a division needs no allocation; the length of an hour in nanoseconds is below it.
   */
  static final long MOST_DIVISOR = 1L << 42;

  /**
   * {@code floor((a * b + c) / divisor)}, or {@link Long#MAX_VALUE} when it is larger than that.
   *
   * @param a at least 0
   * @param b at least 0
   * @param c at least 0
   * @param divisor at least 1
   */
  public static long quotient(long a, long b, long c, long divisor) {
    long high = high(a, b, c);
    long low = a * b + c;
    if (high == 0 && low >= 0) {
      return low / divisor;
    }
    return divisor <= MOST_DIVISOR
        ? longDivision(high, low, divisor)
        : bigDivision(a, b, c, divisor);
  }

  private static long bigDivision(long a, long b, long c, long divisor) {
    BigInteger sum =
        BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).add(BigInteger.valueOf(c));
    BigInteger quotient = sum.divide(BigInteger.valueOf(divisor));
    return quotient.bitLength() > 63 ? Long.MAX_VALUE : quotient.longValue();
  }

  /**
   * The remainder of the division that gave {@code quotient}, which must not have been too large
   * for a long. Needs no second division, and may pass over the range of a long on the way.
   */
  static long remainder(long a, long b, long c, long divisor, long quotient) {
    return a * b + c - quotient * divisor;
  }

  private static long high(long a, long b, long c) {
    long carry = Long.compareUnsigned(a * b + c, c) < 0 ? 1 : 0;
    return Math.multiplyHigh(a, b) + carry;
  }

  // School division by digits of 20 bits: the remainder stays below 2^42, so that 62 bits suffice.
  private static long longDivision(long high, long low, long divisor) {
    long remainder = 0;
    long quotient = 0;
    boolean overflow = false;
    for (int shift = 120; shift >= 0; shift -= DIGIT_BITS) {
      long digit = digit(high, low, shift);
      long part = remainder << DIGIT_BITS | digit;
      overflow |= quotient >>> 63 - DIGIT_BITS != 0;
      quotient = quotient << DIGIT_BITS | part / divisor;
      remainder = part % divisor;
    }
    return overflow || quotient < 0 ? Long.MAX_VALUE : quotient;
  }

  private static long digit(long high, long low, int shift) {
    if (shift >= 64) {
      return high >>> shift - 64 & DIGIT;
    }
    long bits = low >>> shift;
    if (shift > 64 - DIGIT_BITS) {
      bits |= high << 64 - shift;
    }
    return bits & DIGIT;
  }
}
