package io.colophon.metering.plan;

import java.util.List;

/**
 * One priced line and how it is covered. The covers add up to its quantity and to its rated amount.
 *
 * @param item id of what is charged for
 * @param quantity base units of the item; negative where a correction gives back
 * @param pricedNanos price of {@code per} of them by the price list, or by the plan where it has
 *     its own
 * @param per how many that price is for
 * @param listNanos the amount by that price, nano-units
 * @param covers in the order in which sources were drawn on; never empty
 */
public record Charge(
    String item, long quantity, long pricedNanos, long per, long listNanos, List<Cover> covers) {
  public Charge {
    covers = List.copyOf(covers);
  }

  /** What it comes to under the plan: the sum of the covers. */
  public long ratedNanos() {
    long sum = 0;
    for (Cover cover : covers) {
      sum = Math.addExact(sum, cover.nanos());
    }
    return sum;
  }

  /** The sum of the covers from one source. */
  public long nanosFrom(Source source) {
    long sum = 0;
    for (Cover cover : covers) {
      if (cover.source() == source) {
        sum = Math.addExact(sum, cover.nanos());
      }
    }
    return sum;
  }
}
