package io.colophon.metering.plan;

import io.colophon.metering.price.Bands;
import io.colophon.metering.price.PriceItem;
import io.colophon.metering.price.Tariff;
import java.util.Map;

/**
 * Prices of a plan that stand in for the price list's. Bands of {@code byPeriod} go by the quantity
 * of a tenant's whole period, those inside the tariff by the quantity of one request.
 *
 * @param models which ones they are for
 * @param tariff the prices
 * @param byPeriod bands by item, whose price in the tariff is then of no account
 */
public record PlanTariff(Models models, Tariff tariff, Map<PriceItem, Bands> byPeriod) {
  public PlanTariff {
    byPeriod = Map.copyOf(byPeriod);
    byPeriod
        .keySet()
        .forEach(
            item -> {
              if (!tariff.items().contains(item)) {
                throw new IllegalArgumentException(
                    "bands of " + item + " in a plan without a price of it");
              }
            });
  }
}
