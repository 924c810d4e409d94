package io.colophon.metering.price;

import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Applies a tariff to a usage, in exact integers. */
final class Rating {
  private Rating() {}

  static Cost rate(Tariff tariff, Usage usage) {
    List<UnitPrice> prices = tariff.prices();
    List<Cost.Line> lines = new ArrayList<>(prices.size());
    long total = 0;
    for (int i = 0; i < prices.size(); i++) {
      UnitPrice price = prices.get(i);
      long quantity = chargeable(tariff, usage, price.unit());
      if (quantity == NOT_REPORTED) {
        if (isPart(price.unit())) {
          // The whole is charged at its own price; the vendor named no part to charge otherwise.
          continue;
        }
        return new Cost.Unpriced(price.unit().id() + " is not reported");
      }
      if (quantity < 0) {
        return new Cost.Unpriced("parts of " + price.unit().id() + " exceed the whole");
      }
      long nanos = amount(quantity, price.nanos(), price.per());
      if (nanos < 0 || total + nanos < 0) {
        return new Cost.Unpriced("the amount exceeds " + Long.MAX_VALUE + " nano-units");
      }
      total += nanos;
      lines.add(new Cost.Line(price.unit().id(), quantity, price.nanos(), price.per(), nanos));
    }
    return new Cost.Priced(total, tariff.currency(), tariff.version(), lines);
  }

  private static final long NOT_REPORTED = Long.MIN_VALUE;

  /** A counter less its parts that have a price of their own. */
  private static long chargeable(Tariff tariff, Usage usage, UsageUnit unit) {
    long whole = usage.value(unit).orElse(NOT_REPORTED);
    if (whole == NOT_REPORTED) {
      return whole;
    }
    if (unit == UsageUnit.INPUT_TOKENS) {
      return whole
          - part(tariff, usage, UsageUnit.CACHE_READ_TOKENS)
          - part(tariff, usage, UsageUnit.CACHE_WRITE_TOKENS);
    }
    if (unit == UsageUnit.OUTPUT_TOKENS) {
      return whole - part(tariff, usage, UsageUnit.REASONING_TOKENS);
    }
    return whole;
  }

  private static long part(Tariff tariff, Usage usage, UsageUnit part) {
    List<UnitPrice> prices = tariff.prices();
    for (int i = 0; i < prices.size(); i++) {
      if (prices.get(i).unit() == part) {
        return Math.min(usage.value(part).orElse(0), Long.MAX_VALUE / 2);
      }
    }
    return 0;
  }

  private static boolean isPart(UsageUnit unit) {
    return unit == UsageUnit.CACHE_READ_TOKENS
        || unit == UsageUnit.CACHE_WRITE_TOKENS
        || unit == UsageUnit.REASONING_TOKENS;
  }

  /** {@code quantity x nanos / per}, half to even; negative when it does not fit a long. */
  static long amount(long quantity, long nanos, long per) {
    if (Math.multiplyHigh(quantity, nanos) == 0 && quantity * nanos >= 0) {
      long product = quantity * nanos;
      long whole = product / per;
      long rest = product - whole * per;
      long toNext = per - rest;
      boolean up = rest > toNext || (rest == toNext && (whole & 1) == 1);
      return up ? whole + 1 : whole;
    }
    BigInteger exact =
        new BigDecimal(BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(nanos)))
            .divide(BigDecimal.valueOf(per), 0, RoundingMode.HALF_EVEN)
            .toBigInteger();
    return exact.bitLength() < Long.SIZE ? exact.longValue() : -1;
  }
}
