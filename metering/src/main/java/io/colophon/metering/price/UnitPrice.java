package io.colophon.metering.price;

import io.colophon.provider.spi.UsageUnit;

/**
 * The price of one item, for all requests or for those that a condition holds for.
 *
 * @param item what is charged for
 * @param when which requests it holds for
 * @param bands the price, by the quantity of one request
 * @param roundUpTo the quantity is charged in steps of this many base units, begun ones in full; 1
 *     for exactly what was used
 */
public record UnitPrice(PriceItem item, Condition when, Bands bands, long roundUpTo) {
  public UnitPrice {
    if (roundUpTo < 1) {
      throw new IllegalArgumentException(
          "price of " + item + " is rounded up to " + roundUpTo + ", expected 1 or more");
    }
    if (item == PriceItem.MINIMUM) {
      throw new IllegalArgumentException("the minimum is no item to price, see Tariff");
    }
  }

  /**
   * A plain price of a counter.
   *
   * @param nanos price of {@code per} of them, in nano-units of the currency (1e-9); 0 means free
   * @param per how many the price is for, 1 or more; for instance 1,000,000 tokens
   */
  public UnitPrice(UsageUnit unit, long nanos, long per) {
    this(PriceItem.of(unit), nanos, per);
  }

  /** A plain price of any item, {@code per} in its base units. */
  public UnitPrice(PriceItem item, long nanos, long per) {
    this(item, Condition.ALWAYS, flat(item, nanos, per), 1);
  }

  private static Bands flat(PriceItem item, long nanos, long per) {
    if (nanos < 0 || per < 1) {
      throw new IllegalArgumentException(
          "price of "
              + item
              + " is "
              + nanos
              + " nano-units per "
              + per
              + ", expected 0 or more per 1 or more");
    }
    return Bands.flat(nanos, per);
  }

  /** The item of the line: with the tier where the price is that of one. */
  String lineItem() {
    return when.equals(Condition.ALWAYS) ? item.id() : item.id() + ":" + when.tier();
  }

  /** {@code quantity} in whole steps; negative when that does not fit a long. */
  long charged(long quantity) {
    long rest = quantity % roundUpTo;
    return rest == 0 ? quantity : quantity - rest + roundUpTo;
  }
}
