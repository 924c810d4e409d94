package io.colophon.metering.price;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Applies a tariff to a use, in exact integers. */
final class Rating {
  private static final Cost TOO_LARGE =
      new Cost.Unpriced("the amount exceeds " + Long.MAX_VALUE + " nano-units");

  private Rating() {}

  static Cost rate(Tariff tariff, RatedUse use) {
    List<PriceItem> items = tariff.items();
    List<Cost.Line> lines = new ArrayList<>(items.size());
    long total = 0;
    boolean anything = false;
    for (int i = 0; i < items.size(); i++) {
      PriceItem item = items.get(i);
      long quantity = quantity(item, tariff.units(), use);
      if (quantity == UsageParts.NOT_REPORTED) {
        if (item.unitOrNull() != null && item.unitOrNull().partOf().isPresent()) {
          // The whole is charged at its own price; the vendor named no part to charge otherwise.
          continue;
        }
        return new Cost.Unpriced(missing(item, use));
      }
      if (quantity < 0) {
        return new Cost.Unpriced("parts of " + item + " exceed the whole");
      }
      UnitPrice price = tariff.priceOf(item, use);
      if (price == null) {
        if (quantity == 0) {
          continue;
        }
        return new Cost.Unpriced("no price of " + item + " for " + use.asked().describe());
      }
      anything |= quantity > 0;
      long added = lines(price, quantity, lines);
      if (added < 0 || total + added < 0) {
        return TOO_LARGE;
      }
      total += added;
    }
    if (anything && total < tariff.minimumNanos()) {
      long rest = tariff.minimumNanos() - total;
      lines.add(new Cost.Line(PriceItem.MINIMUM.id(), 1, rest, 1, rest));
      total = tariff.minimumNanos();
    }
    return new Cost.Priced(total, tariff.currency(), tariff.version(), lines);
  }

  /** Adds the lines of one item; their sum, negative when it does not fit a long. */
  private static long lines(UnitPrice price, long quantity, List<Cost.Line> lines) {
    long charged = price.charged(quantity);
    if (charged < 0) {
      return -1;
    }
    String item = price.lineItem();
    if (price.bands().isFlat()) {
      Bands.Band band = price.bands().bands().get(0);
      long nanos = amount(charged, band.nanos(), band.per());
      lines.add(new Cost.Line(item, charged, band.nanos(), band.per(), nanos));
      return nanos;
    }
    long sum = 0;
    for (Bands.Piece piece : price.bands().price(0, charged, charged)) {
      sum += piece.nanos();
      if (piece.nanos() < 0 || sum < 0) {
        return -1;
      }
      lines.add(
          new Cost.Line(
              item, piece.quantity(), piece.band().nanos(), piece.band().per(), piece.nanos()));
    }
    return sum;
  }

  /** How much there is of an item, in its base units. */
  static long quantity(PriceItem item, List<UsageUnit> priced, RatedUse use) {
    UsageUnit unit = item.unitOrNull();
    if (unit != null) {
      return UsageParts.chargeable(priced, use.usage(), unit);
    }
    Metric metric = item.metricOrNull();
    if (metric == null) {
      return requests(use);
    }
    if (use.figures().of(metric) instanceof Figure.Known known) {
      double base = known.value().best() * (item.scale() / perItem(metric));
      // Beyond a long it becomes its largest value, whose amount does not fit.
      return Math.round(base);
    }
    return UsageParts.NOT_REPORTED;
  }

  /** FLOP in one PFLOP; the other figures come in the unit that they are priced by. */
  private static double perItem(Metric metric) {
    return metric == Metric.COMPUTE ? 1e15 : 1;
  }

  /** One, if it used anything; a request that came to nothing is none. */
  private static long requests(RatedUse use) {
    if (use.usage().quantities().isEmpty()) {
      return UsageParts.NOT_REPORTED;
    }
    for (Quantity.Known known : use.usage().quantities().values()) {
      if (known.value() > 0) {
        return 1;
      }
    }
    return 0;
  }

  private static String missing(PriceItem item, RatedUse use) {
    return item.metricOrNull() != null
            && use.figures().of(item.metricOrNull()) instanceof Figure.Unknown unknown
        ? item + " is not known: " + unknown.reason()
        : item + " is not reported";
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
