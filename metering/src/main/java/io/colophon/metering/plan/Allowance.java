package io.colophon.metering.plan;

import io.colophon.metering.price.Bands;
import io.colophon.metering.price.PriceItem;
import org.jspecify.annotations.Nullable;

/**
 * What a plan covers in each period.
 *
 * @param source {@link Source#FREE}, {@link Source#RESERVED} or {@link Source#ALLOWANCE}
 * @param name for invoices; unique in its plan
 * @param models which ones it is for
 * @param item what it covers; null for money
 * @param quantity granted with each period: base units of the item, or nano-units of the plan's
 *     currency
 * @param rolloverCap most of what is left that goes into the next period; 0 for none
 * @param overage price of what is beyond it, by the quantity beyond it in the period; null for the
 *     price list's. Only where {@code item} is stated
 */
public record Allowance(
    Source source,
    String name,
    Models models,
    @Nullable PriceItem item,
    long quantity,
    long rolloverCap,
    @Nullable Bands overage) {

  public Allowance {
    if (source == Source.CREDIT || source == Source.BILLED) {
      throw new IllegalArgumentException(
          "allowance " + name + " is " + source.id() + ", expected free, reserved or allowance");
    }
    if (quantity < 0 || rolloverCap < 0) {
      throw new IllegalArgumentException(
          "allowance "
              + name
              + " of "
              + quantity
              + " with rollover up to "
              + rolloverCap
              + ", expected 0 or more");
    }
    if (overage != null && item == null) {
      throw new IllegalArgumentException(
          "allowance " + name + " of money has an overage price, expected one of an item only");
    }
    if (overage != null && !overage.isFlat() && overage.mode() == Bands.Mode.VOLUME) {
      throw new IllegalArgumentException(
          "allowance " + name + " has an overage price by volume, expected a graduated one");
    }
  }
}
