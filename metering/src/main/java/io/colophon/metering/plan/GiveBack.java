package io.colophon.metering.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives back what a correction takes off earlier charges, the last source first: what was billed,
 * then credits and allowances of money, then allowances of the item. What was beyond an allowance
 * is worth what it cost there. Not thread-safe.
 */
final class GiveBack {
  private final List<Pool> pools;
  private final List<Purse> purses;
  private final boolean ofThisPeriod;
  private final Instant at;
  private final List<Cover> back = new ArrayList<>(2);

  /**
   * @param ofThisPeriod whether the charges were booked in the present period
   * @param at when it is given back
   */
  GiveBack(List<Pool> pools, List<Purse> purses, boolean ofThisPeriod, Instant at) {
    this.pools = pools;
    this.purses = purses;
    this.ofThisPeriod = ofThisPeriod;
    this.at = at;
  }

  /**
   * Less was used.
   *
   * @param held covers of the charges so far, changed here
   * @param quantity how much less, 0 or more
   * @return covers with negative amounts, whose quantities add up to {@code -quantity}
   */
  List<Cover> quantity(List<Cover> held, long quantity) {
    long paidQuantity = 0;
    long paidNanos = 0;
    for (Cover cover : held) {
      if (!byQuantity(cover)) {
        paidQuantity = Math.addExact(paidQuantity, cover.quantity());
        paidNanos = Math.addExact(paidNanos, cover.nanos());
      }
    }
    long ofPaid = Math.min(quantity, paidQuantity);
    long nanos = paidQuantity == 0 ? 0 : Share.of(paidNanos, ofPaid, paidQuantity);
    paid(held, ofPaid, nanos);
    long rest = quantity - ofPaid;
    for (int i = held.size() - 1; i >= 0 && rest > 0; i--) {
      Cover cover = held.get(i);
      if (byQuantity(cover) && cover.quantity() > 0) {
        long part = Math.min(cover.quantity(), rest);
        take(held, i, part, Share.of(cover.nanos(), part, cover.quantity()));
        rest -= part;
      }
    }
    if (rest > 0) {
      back.add(new Cover(Source.BILLED, "", -rest, 0));
    }
    return back;
  }

  /**
   * It costs less, whatever was used.
   *
   * @param nanos how much less, 0 or more, as rated; what is not held any more is not given
   * @return covers with negative amounts and no quantity
   */
  List<Cover> money(List<Cover> held, long nanos) {
    long rest = nanos;
    for (boolean byQuantity : new boolean[] {false, true}) {
      for (int i = held.size() - 1; i >= 0 && rest > 0; i--) {
        Cover cover = held.get(i);
        long given = Math.min(cover.nanos(), rest);
        if (byQuantity(cover) == byQuantity && given > 0) {
          take(held, i, 0, given);
          rest -= given;
        }
      }
    }
    return back;
  }

  private void paid(List<Cover> held, long quantity, long nanos) {
    long restQuantity = quantity;
    long rest = nanos;
    for (int i = held.size() - 1; i >= 0 && (rest > 0 || restQuantity > 0); i--) {
      Cover cover = held.get(i);
      if (!byQuantity(cover)) {
        long given = Math.min(cover.nanos(), rest);
        // Which picture a credit paid for is not known: quantities only have to add up.
        long part = Math.min(cover.quantity(), restQuantity);
        if (given > 0 || part > 0) {
          take(held, i, part, given);
          rest -= given;
          restQuantity -= part;
        }
      }
    }
  }

  private void take(List<Cover> held, int index, long part, long given) {
    Cover cover = held.get(index);
    held.set(
        index,
        new Cover(cover.source(), cover.name(), cover.quantity() - part, cover.nanos() - given));
    back.add(returned(cover, part, given));
  }

  /** What an expired credit had covered is given back as money. */
  private Cover returned(Cover cover, long part, long given) {
    if (cover.source() == Source.CREDIT) {
      for (Purse purse : purses) {
        if (purse.grant().name().equals(cover.name()) && purse.giveBack(given, at)) {
          return new Cover(Source.CREDIT, cover.name(), -part, -given);
        }
      }
      return new Cover(Source.BILLED, "", -part, -given);
    }
    for (Pool pool : pools) {
      if (cover.source() != Source.BILLED && pool.allowance().name().equals(cover.name())) {
        pool.giveBack(pool.allowance().item() == null ? given : part, ofThisPeriod);
      }
    }
    return new Cover(cover.source(), cover.name(), -part, -given);
  }

  private boolean byQuantity(Cover cover) {
    if (cover.source() == Source.BILLED || cover.source() == Source.CREDIT) {
      return false;
    }
    for (Pool pool : pools) {
      if (pool.allowance().name().equals(cover.name())) {
        return pool.allowance().item() != null;
      }
    }
    return true;
  }
}
