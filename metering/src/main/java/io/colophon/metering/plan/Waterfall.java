package io.colophon.metering.plan;

import io.colophon.metering.price.Bands;
import io.colophon.metering.price.PriceItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides from which sources an amount is covered, all of it in one decision: free tier, reserved
 * time, allowances, credits, and what is left is billed. Quantities go before money: what an
 * allowance of an item covers is never charged to an allowance of money or to credits. Not
 * thread-safe.
 */
final class Waterfall {
  private final List<Pool> pools;
  private final List<Purse> purses;
  private final String planCurrency;

  Waterfall(List<Pool> pools, List<Purse> purses, String planCurrency) {
    this.pools = pools;
    this.purses = purses;
    this.planCurrency = planCurrency;
  }

  /**
   * What is to be covered.
   *
   * @param item id of the priced item
   * @param quantity base units, 0 or more
   * @param pricedNanos price of {@code per} of them
   * @param nanos the amount by that price, 0 or more
   */
  record Amount(String item, long quantity, long pricedNanos, long per, long nanos) {}

  /**
   * Who uses it, of what, when.
   *
   * @param target {@code provider/model}
   * @param currency of the amounts
   * @param at decides which credits are valid
   */
  record Context(String target, String model, String currency, Instant at) {}

  /** Draws on the sources. The covers add up to the quantity and to what it is rated at. */
  Charge cover(Amount amount, Context context) {
    List<Cover> covers = new ArrayList<>(2);
    long quantity = amount.quantity();
    long nanos = amount.nanos();
    Optional<PriceItem> item = PriceItem.find(amount.item());
    Pool overage = null;
    for (Pool pool : pools) {
      Allowance allowance = pool.allowance();
      if (allowance.item() == null
          || item.isEmpty()
          || allowance.item() != item.get()
          || !allowance.models().include(context.target(), context.model())) {
        continue;
      }
      long drawn = pool.draw(quantity);
      if (drawn > 0) {
        long value = Share.of(nanos, drawn, quantity);
        covers.add(new Cover(allowance.source(), allowance.name(), drawn, value));
        quantity -= drawn;
        nanos -= value;
      }
      if (allowance.overage() != null && context.currency().equals(planCurrency)) {
        overage = pool;
      }
    }
    if (overage != null && quantity > 0) {
      nanos = beyond(overage, quantity);
    }
    money(covers, quantity, nanos, context);
    return new Charge(
        amount.item(),
        amount.quantity(),
        amount.pricedNanos(),
        amount.per(),
        amount.nanos(),
        covers);
  }

  private static long beyond(Pool pool, long quantity) {
    Bands price = pool.allowance().overage();
    if (price == null) {
      throw new IllegalStateException("no overage price of " + pool.allowance().name());
    }
    long sum = 0;
    for (Bands.Piece piece : pool.priceBeyond(price, quantity)) {
      if (piece.nanos() < 0) {
        throw new ArithmeticException("overage of " + quantity + " exceeds a long");
      }
      sum = Math.addExact(sum, piece.nanos());
    }
    return sum;
  }

  private void money(List<Cover> covers, long quantity, long nanos, Context context) {
    long restQuantity = quantity;
    long rest = nanos;
    for (Pool pool : pools) {
      Allowance allowance = pool.allowance();
      if (rest > 0
          && allowance.item() == null
          && planCurrency.equals(context.currency())
          && allowance.models().include(context.target(), context.model())) {
        long drawn = pool.draw(rest);
        if (drawn > 0) {
          long part = Share.of(restQuantity, drawn, rest);
          covers.add(new Cover(allowance.source(), allowance.name(), part, drawn));
          restQuantity -= part;
          rest -= drawn;
        }
      }
    }
    for (Purse purse : purses) {
      long drawn = rest > 0 ? purse.draw(rest, context.currency(), context.at()) : 0;
      if (drawn > 0) {
        long part = Share.of(restQuantity, drawn, rest);
        covers.add(new Cover(Source.CREDIT, purse.grant().name(), part, drawn));
        restQuantity -= part;
        rest -= drawn;
      }
    }
    if (rest > 0 || restQuantity > 0 || covers.isEmpty()) {
      covers.add(new Cover(Source.BILLED, "", restQuantity, rest));
    }
  }
}
