package io.colophon.metering.price;

import java.util.List;

/** What a generation costs: a sum of lines, or not known and why. */
public sealed interface Cost {

  /**
   * A known amount.
   *
   * @param nanos sum of the lines, nano-units of the currency; 0 means free
   * @param currency ISO 4217 code
   * @param version of the price list
   * @param lines one per counter charged for, also when its amount is 0
   */
  record Priced(long nanos, String currency, String version, List<Line> lines) implements Cost {
    public Priced {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Nobody knows the price. Never counts as zero.
   *
   * @param reason what is missing
   */
  record Unpriced(String reason) implements Cost {}

  /**
   * One line.
   *
   * @param item what is charged for: the id of a {@link PriceItem}, with a tier behind a colon
   *     where the price is that of one, as in {@code images:1024x1024/hd}
   * @param quantity what is charged for at this price, base units of the item: for instance input
   *     tokens without the cached ones when those have a price of their own. Where the price says
   *     so it is rounded up to whole steps; what was used to the last unit stands in the usage
   * @param pricedNanos price of {@code per} of them
   * @param per how many the price is for
   * @param nanos {@code quantity x pricedNanos / per}, rounded half to even
   */
  record Line(String item, long quantity, long pricedNanos, long per, long nanos) {}
}
