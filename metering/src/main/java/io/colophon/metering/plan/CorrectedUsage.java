package io.colophon.metering.plan;

import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.RatedUse;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Makes corrections of counters: those that are named become known from the vendor's invoice, the
 * others stay; the cost is made anew from all of them. The metered figures stay as they were.
 */
public final class CorrectedUsage {
  private CorrectedUsage() {}

  /**
   * The correction that comes next.
   *
   * @param latest what the ledger says last of the generation
   * @param counters the corrected ones; empty to price the same use again
   * @param prices that it is priced by, as they were when it was admitted
   * @param now when it is booked
   * @param reason for people
   * @throws IllegalArgumentException if the entry is not settled, or a counter is negative
   */
  public static CorrectionEntry of(
      LedgerEntry latest,
      Map<UsageUnit, Long> counters,
      PriceBook prices,
      Instant now,
      String reason) {
    SettledEntry entry;
    int revision;
    if (latest instanceof CorrectionEntry correction) {
      entry = correction.corrected();
      revision = correction.revision();
    } else if (latest instanceof SettledEntry settled) {
      entry = settled;
      revision = 0;
    } else {
      throw new IllegalArgumentException(
          "usage id " + latest.usageId() + " is open, expected a settled one");
    }
    Usage usage = usage(entry.usage(), counters);
    MeterReading before = entry.reading();
    Cost cost =
        prices.rate(
            new RatedUse(
                PlanRating.target(entry),
                PlanRating.model(entry),
                usage,
                before.figures(),
                Attributes.of(before.cost()),
                entry.opened().time()));
    return new CorrectionEntry(
        revision + 1,
        now,
        reason,
        new SettledEntry(
            entry.opened(),
            entry.time(),
            entry.endState(),
            entry.provider(),
            entry.targetModel(),
            entry.servedModel(),
            entry.attempts(),
            usage,
            new MeterReading(before.figures(), before.energyReason(), before.place(), cost),
            entry.labels(),
            entry.receiptIds()));
  }

  private static Usage usage(Usage before, Map<UsageUnit, Long> counters) {
    Map<UsageUnit, Quantity.Known> quantities = new EnumMap<>(UsageUnit.class);
    quantities.putAll(before.quantities());
    counters.forEach(
        (unit, value) ->
            quantities.put(unit, new Quantity.Known(value, Quantity.Source.PROVIDER_RECONCILED)));
    return new Usage(
        quantities,
        before.suspicions().stream()
            .filter(suspicion -> !counters.containsKey(suspicion.unit()))
            .toList());
  }
}
