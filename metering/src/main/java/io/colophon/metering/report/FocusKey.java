package io.colophon.metering.report;

import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.plan.Booking;
import io.colophon.metering.plan.Charge;
import io.colophon.metering.plan.Fee;
import io.colophon.metering.plan.PeriodSummary;
import io.colophon.provider.spi.UsageUnit;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * What makes a row.
 *
 * @param kind what sort of charge
 * @param billed the billing period, UTC
 * @param day of use; for fees and minimums the first of the period
 * @param tenant who pays
 * @param keyId the API key's id; empty for fees and minimums
 * @param provider the deployment; empty for fees and minimums
 * @param model sent to the provider; for fees and minimums the plan
 * @param servedModel that answered; empty when not said
 * @param item id of what is priced; for fees the fee's name
 * @param pricedNanos price of {@code per} base units
 */
record FocusKey(
    Kind kind,
    YearMonth billed,
    LocalDate day,
    String tenant,
    String keyId,
    String provider,
    String model,
    String servedModel,
    String currency,
    String version,
    String item,
    long pricedNanos,
    long per) {

  /** Sorts of charges. */
  enum Kind {
    FEE,
    USE,
    CORRECTION,
    MINIMUM
  }

  private static final UsageUnit[] UNITS = UsageUnit.values();

  static final Comparator<FocusKey> ORDER =
      Comparator.comparing(FocusKey::billed)
          .thenComparing(FocusKey::kind)
          .thenComparing(FocusKey::day)
          .thenComparing(FocusKey::tenant)
          .thenComparing(FocusKey::keyId)
          .thenComparing(FocusKey::provider)
          .thenComparing(FocusKey::model)
          .thenComparing(FocusKey::servedModel)
          .thenComparing(FocusKey::version)
          .thenComparing(FocusKey::currency)
          .thenComparingInt(FocusKey::rank)
          .thenComparing(FocusKey::item)
          .thenComparingLong(FocusKey::pricedNanos)
          .thenComparingLong(FocusKey::per);

  static FocusKey of(Booking booking, Charge charge) {
    SettledEntry entry = booking.entry();
    Booking.Correction correction = booking.correction();
    return new FocusKey(
        correction != null && correction.ofEarlierPeriod() ? Kind.CORRECTION : Kind.USE,
        booking.period(),
        entry.opened().time().atZone(ZoneOffset.UTC).toLocalDate(),
        entry.opened().tenant(),
        entry.opened().keyId(),
        entry.provider() == null ? "none" : entry.provider(),
        entry.targetModel() == null ? entry.opened().requestedModel() : entry.targetModel(),
        entry.servedModel() == null ? "" : entry.servedModel(),
        booking.currency(),
        booking.version(),
        charge.item(),
        charge.pricedNanos(),
        charge.per());
  }

  static FocusKey fee(PeriodSummary summary, Fee fee) {
    return ofPlan(Kind.FEE, summary, fee.name(), fee.unitNanos());
  }

  static FocusKey minimum(PeriodSummary summary) {
    return ofPlan(Kind.MINIMUM, summary, "minimum", 0);
  }

  private static FocusKey ofPlan(Kind kind, PeriodSummary summary, String item, long nanos) {
    return new FocusKey(
        kind,
        summary.period(),
        summary.period().atDay(1),
        summary.tenant(),
        "",
        "",
        summary.plan(),
        "",
        summary.currency(),
        summary.plan(),
        item,
        nanos,
        1);
  }

  boolean ofPlan() {
    return kind == Kind.FEE || kind == Kind.MINIMUM;
  }

  /** Counters come in the order of their declaration, other items of the price book after them. */
  private int rank() {
    String base = SkuNames.withoutTier(item);
    for (UsageUnit unit : UNITS) {
      if (unit.id().equals(base)) {
        return unit.ordinal();
      }
    }
    return UNITS.length;
  }
}
