package io.colophon.metering.plan;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Bands;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceItem;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the first reading of a ledger finds out for the second: which generations are corrected
 * later on, and how much a period uses in all of what is priced by volume. Not thread-safe.
 */
final class Forecast {
  private record VolumeKey(String tenant, YearMonth period, PriceItem item) {}

  private final Map<String, AccountTerms> terms;
  private final Set<String> corrected = new HashSet<>();
  private final Map<VolumeKey, Long> volumes = new HashMap<>();

  Forecast(Map<String, AccountTerms> terms) {
    this.terms = terms;
  }

  void take(YearMonth period, LedgerEntry entry) {
    if (entry instanceof CorrectionEntry correction) {
      corrected.add(key(correction.corrected()));
      if (corrected.size() > Billing.MOST_CORRECTED) {
        throw new IllegalArgumentException(
            "more than " + Billing.MOST_CORRECTED + " generations are corrected, expected fewer");
      }
    } else if (entry instanceof SettledEntry settled) {
      volume(period, settled);
    }
  }

  private void volume(YearMonth period, SettledEntry entry) {
    String tenant = entry.opened().tenant();
    AccountTerms agreed = terms.get(tenant);
    Plan plan = agreed == null ? null : agreed.planOf(period);
    PlanTariff tariff = plan == null ? null : PlanRating.tariff(plan, entry);
    if (tariff == null
        || tariff.byPeriod().values().stream().noneMatch(b -> b.mode() == Bands.Mode.VOLUME)
        || !(PlanRating.rate(tariff, entry) instanceof Cost.Priced priced)) {
      return;
    }
    for (Cost.Line line : priced.lines()) {
      PriceItem.find(line.item())
          .filter(tariff.byPeriod()::containsKey)
          .ifPresent(
              item ->
                  volumes.merge(
                      new VolumeKey(tenant, period, item), line.quantity(), Math::addExact));
    }
  }

  boolean isCorrected(SettledEntry entry) {
    return corrected.contains(key(entry));
  }

  Account.Volumes volumesOf(String tenant) {
    return (period, item) -> volumes.getOrDefault(new VolumeKey(tenant, period, item), 0L);
  }

  /** Usage ids are unique within a tenant. */
  static String key(SettledEntry entry) {
    return entry.opened().tenant() + "\n" + entry.usageId();
  }
}
