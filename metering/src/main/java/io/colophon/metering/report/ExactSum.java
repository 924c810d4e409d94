package io.colophon.metering.report;

import java.math.BigInteger;

/** A sum of longs that never overflows and allocates only when it would. Not thread-safe. */
final class ExactSum {
  private long low;
  private BigInteger spilled = BigInteger.ZERO;

  void add(long value) {
    long sum = low + value;
    if (((low ^ sum) & (value ^ sum)) < 0) {
      spilled = spilled.add(BigInteger.valueOf(low));
      low = value;
    } else {
      low = sum;
    }
  }

  void add(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      add(value.longValue());
    } else {
      spilled = spilled.add(value);
    }
  }

  BigInteger value() {
    return spilled.signum() == 0 ? BigInteger.valueOf(low) : spilled.add(BigInteger.valueOf(low));
  }
}
