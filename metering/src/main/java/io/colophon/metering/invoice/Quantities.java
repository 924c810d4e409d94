package io.colophon.metering.invoice;

import io.colophon.metering.report.Money;
import io.colophon.metering.report.SkuNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Quantities and prices as people write them. */
final class Quantities {
  private Quantities() {}

  /** In the unit that the item is told in. */
  static String of(InvoiceLine line, BigInteger quantity) {
    return plain(quantity, isPlan(line) ? 1 : SkuNames.consumed(line.key().item()).base());
  }

  static String unit(InvoiceLine line) {
    return switch (line.key().kind()) {
      case FEE -> "";
      case MINIMUM -> "";
      default -> SkuNames.consumed(line.key().item()).name();
    };
  }

  /** For instance {@code 2.5/1000000 Tokens}; empty for a minimum. */
  static String price(InvoiceLine line) {
    return switch (line.key().kind()) {
      case FEE -> Money.decimal(line.key().pricedNanos());
      case MINIMUM -> "";
      default ->
          Money.decimal(line.key().pricedNanos())
              + " / "
              + SkuNames.priced(line.key().item(), line.key().per()).name();
    };
  }

  private static boolean isPlan(InvoiceLine line) {
    return line.key().kind() == InvoiceLine.Kind.FEE
        || line.key().kind() == InvoiceLine.Kind.MINIMUM;
  }

  /** A quantity of an item with its unit. */
  static String plain(String item, long quantity) {
    SkuNames.Unit unit = SkuNames.consumed(item);
    return plain(BigInteger.valueOf(quantity), unit.base()) + " " + unit.name();
  }

  private static String plain(BigInteger quantity, long base) {
    BigDecimal value =
        new BigDecimal(quantity)
            .divide(BigDecimal.valueOf(base), MathContext.DECIMAL128)
            .stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }
}
