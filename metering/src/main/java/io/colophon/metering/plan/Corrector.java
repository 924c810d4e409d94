package io.colophon.metering.plan;

import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Books the difference between a corrected cost and what was booked before. What has become more is
 * charged like use of the present period; what has become less is given back to the sources that
 * covered it, the last one first.
 */
final class Corrector {
  private final Account account;
  private final Held held;
  private final @Nullable PlanTariff tariff;
  private final Waterfall.Context context;

  /**
   * @param tariff the plan's own prices that the corrected lines are made by; null for the price
   *     list's
   */
  Corrector(Account account, Held held, @Nullable PlanTariff tariff, Waterfall.Context context) {
    this.account = account;
    this.held = held;
    this.tariff = tariff;
    this.context = context;
  }

  /** All that was booked, given back. */
  List<Charge> takeBackAll() {
    return book(Map.of());
  }

  /** The difference to these lines, which are in the currency of what was booked. */
  List<Charge> book(Map<String, Cost.Line> corrected) {
    Set<String> items = new LinkedHashSet<>(held.items().keySet());
    items.addAll(corrected.keySet());
    List<Charge> charges = new ArrayList<>();
    for (String item : items) {
      Cost.Line line = corrected.get(item);
      charges.addAll(difference(item, line == null ? new Cost.Line(item, 0, 0, 1, 0) : line));
    }
    return charges;
  }

  private List<Charge> difference(String id, Cost.Line now) {
    Held.Item before = held.items().computeIfAbsent(id, i -> new Held.Item());
    List<Charge> charges = new ArrayList<>(1);
    long quantity = now.quantity() - before.quantity;
    boolean banded =
        tariff != null
            && PriceItem.find(id).map(item -> tariff.byPeriod().containsKey(item)).orElse(false);
    if (quantity < 0) {
      // At the same price all of the difference is due to the quantity; bands have no one price.
      boolean samePrice = now.pricedNanos() == before.pricedNanos && now.per() == before.per;
      long value =
          samePrice && !banded && now.nanos() <= before.nanos
              ? before.nanos - now.nanos()
              : Share.of(before.nanos, -quantity, before.quantity);
      charges.add(
          charge(id, before, quantity, -value, giveBack().quantity(before.covers, -quantity)));
    }
    // An item priced by the period's bands has no price of its own to compare.
    long nanos = banded ? 0 : now.nanos() - before.nanos;
    if (nanos < 0) {
      long rated = Share.of(before.rated(), -nanos, before.nanos);
      charges.add(charge(id, before, 0, nanos, giveBack().money(before.covers, rated)));
    }
    if (nanos > 0 || quantity > 0) {
      charges.addAll(more(id, Math.max(0, quantity), Math.max(0, nanos), now));
    }
    return charges;
  }

  private GiveBack giveBack() {
    return account.giveBack(held.booked().equals(account.period()), context.at());
  }

  private List<Charge> more(String id, long quantity, long nanos, Cost.Line now) {
    List<Charge> more =
        account.charge(
            List.of(new Cost.Line(id, quantity, now.pricedNanos(), now.per(), nanos)),
            tariff,
            context);
    held.add(context.currency(), more);
    return more;
  }

  private static Charge charge(
      String id, Held.Item before, long quantity, long nanos, List<Cover> back) {
    before.quantity += quantity;
    before.nanos += nanos;
    return new Charge(id, quantity, before.pricedNanos, before.per, nanos, back);
  }
}
