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
    long quantity = now.quantity() - before.quantity;
    boolean banded =
        tariff != null
            && PriceItem.find(id).map(item -> tariff.byPeriod().containsKey(item)).orElse(false);
    // An item priced by the period's bands has no price of its own to compare: its quantity
    // decides.
    long nanos =
        banded
            ? (quantity < 0 ? -Share.of(before.nanos, -quantity, before.quantity) : 0)
            : now.nanos() - before.nanos;
    if (quantity == 0 && nanos == 0) {
      return List.of();
    }
    if (nanos < 0 || (nanos == 0 && quantity < 0)) {
      return List.of(less(before, id, quantity, nanos));
    }
    List<Charge> more =
        account.charge(
            List.of(new Cost.Line(id, Math.max(0, quantity), now.pricedNanos(), now.per(), nanos)),
            tariff,
            context);
    held.add(context.currency(), more);
    return more;
  }

  private Charge less(Held.Item before, String id, long quantity, long nanos) {
    long rated = before.nanos == 0 ? 0 : Share.of(before.rated(), -nanos, before.nanos);
    List<Cover> back =
        account
            .waterfall()
            .giveBack(
                before.covers,
                Math.max(0, -quantity),
                rated,
                held.booked().equals(account.period()),
                context.at());
    before.quantity = Math.addExact(before.quantity, Math.min(0, quantity));
    before.nanos += nanos;
    return new Charge(id, Math.min(0, quantity), before.pricedNanos, before.per, nanos, back);
  }
}
