package io.colophon.metering.ledger;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Exact sums of counters, one for each unit. Not thread-safe. */
final class UnitSums {
  private static final UsageUnit[] UNITS = UsageUnit.values();

  private final BigInteger[] large = new BigInteger[UNITS.length];
  private final long[] small = new long[UNITS.length];

  UnitSums() {
    Arrays.fill(large, BigInteger.ZERO);
  }

  void add(Usage usage) {
    for (Map.Entry<UsageUnit, Quantity.Known> counter : usage.quantities().entrySet()) {
      add(counter.getKey(), counter.getValue().value());
    }
  }

  void add(UsageUnit unit, long value) {
    int i = unit.ordinal();
    small[i] += value;
    if (small[i] < 0 || small[i] > Long.MAX_VALUE / 2) { // an overflow of two positive numbers
      large[i] = large[i].add(new BigInteger(Long.toUnsignedString(small[i])));
      small[i] = 0;
    }
  }

  /** Those that are not 0. */
  Map<UsageUnit, BigInteger> toMap() {
    Map<UsageUnit, BigInteger> sums = new EnumMap<>(UsageUnit.class);
    for (UsageUnit unit : UNITS) {
      BigInteger sum = large[unit.ordinal()].add(BigInteger.valueOf(small[unit.ordinal()]));
      if (sum.signum() != 0) {
        sums.put(unit, sum);
      }
    }
    return sums;
  }
}
