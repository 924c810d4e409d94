package io.colophon.metering.plan;

import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.RatedUse;
import org.jspecify.annotations.Nullable;

/** Finds and applies the own prices of a plan. */
final class PlanRating {
  private PlanRating() {}

  /** The first tariff of the plan that is for the entry's model; null for the price list. */
  static @Nullable PlanTariff tariff(Plan plan, SettledEntry entry) {
    for (PlanTariff tariff : plan.tariffs()) {
      if (tariff.models().include(target(entry), model(entry))) {
        return tariff;
      }
    }
    return null;
  }

  /** What the entry costs by a plan's prices, bands by period aside. */
  static Cost rate(PlanTariff tariff, SettledEntry entry) {
    return tariff
        .tariff()
        .rate(
            new RatedUse(
                target(entry),
                model(entry),
                entry.usage(),
                entry.reading().figures(),
                Attributes.NONE,
                entry.opened().time()));
  }

  static String target(SettledEntry entry) {
    return entry.provider() == null ? "" : entry.provider() + "/" + model(entry);
  }

  static String model(SettledEntry entry) {
    return entry.targetModel() == null ? entry.opened().requestedModel() : entry.targetModel();
  }
}
