package io.colophon.metering.invoice;

import io.colophon.metering.invoice.InvoiceLine.Corrected;
import io.colophon.metering.invoice.InvoiceLine.Covered;
import io.colophon.metering.invoice.InvoiceLine.Key;
import io.colophon.metering.invoice.InvoiceLine.Kind;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.plan.Billing;
import io.colophon.metering.plan.Booking;
import io.colophon.metering.plan.Charge;
import io.colophon.metering.plan.Fee;
import io.colophon.metering.plan.PeriodSummary;
import io.colophon.metering.plan.Source;
import java.math.BigInteger;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds bookings of one tenant and month up to lines. Not thread-safe. */
final class InvoiceCollector implements Billing.Sink {
  /** Most lines of an invoice. */
  static final int MOST_LINES = 50_000;

  /** Most different reasons that are told. */
  static final int MOST_REASONS = 20;

  private final String tenant;
  private final YearMonth period;
  private final Map<Key, InvoiceLine.Builder> lines = new HashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private @Nullable PeriodSummary summary;
  private long generations;
  private long unpriced;

  InvoiceCollector(String tenant, YearMonth period) {
    this.tenant = tenant;
    this.period = period;
  }

  @Override
  public void booked(Booking booking) {
    if (!booking.period().equals(period)) {
      return;
    }
    if (booking.correction() == null) {
      generations++;
    }
    String reason = booking.unpriced();
    if (reason != null && booking.correction() == null) {
      unpriced++;
      if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
        reasons.merge(reason, 1L, Long::sum);
      }
    }
    for (Charge charge : booking.charges()) {
      line(key(booking, charge)).add(charge.quantity(), charge.covers());
    }
  }

  private static Key key(Booking booking, Charge charge) {
    SettledEntry entry = booking.entry();
    Booking.Correction correction = booking.correction();
    boolean corrects = correction != null && correction.ofEarlierPeriod();
    return new Key(
        corrects ? Kind.CORRECTION : Kind.USE,
        (entry.provider() == null ? "" : entry.provider() + "/")
            + (entry.targetModel() == null ? entry.opened().requestedModel() : entry.targetModel()),
        charge.item(),
        booking.currency(),
        booking.version(),
        charge.pricedNanos(),
        charge.per(),
        YearMonth.from(entry.opened().time().atZone(ZoneOffset.UTC)),
        correction == null || !corrects
            ? null
            : new Corrected(entry.usageId(), correction.revision(), correction.reason()));
  }

  private InvoiceLine.Builder line(Key key) {
    InvoiceLine.Builder line = lines.computeIfAbsent(key, k -> new InvoiceLine.Builder());
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "the invoice of "
              + tenant
              + " for "
              + period
              + " has more than "
              + MOST_LINES
              + " lines, expected fewer");
    }
    return line;
  }

  @Override
  public void closed(PeriodSummary closed) {
    if (!closed.period().equals(period)) {
      return;
    }
    summary = closed;
    for (Fee fee : closed.fees()) {
      line(plan(closed, Kind.FEE, fee.name(), fee.unitNanos()))
          .billed(BigInteger.valueOf(fee.quantity()), BigInteger.valueOf(fee.nanos()));
    }
    if (closed.minimumNanos().signum() > 0) {
      line(plan(closed, Kind.MINIMUM, "minimum", 0)).billed(BigInteger.ONE, closed.minimumNanos());
    }
  }

  private static Key plan(PeriodSummary closed, Kind kind, String name, long unitNanos) {
    return new Key(
        kind, "", name, closed.currency(), closed.plan(), unitNanos, 1, closed.period(), null);
  }

  Invoice invoice() {
    List<InvoiceLine> built = new ArrayList<>(lines.size());
    lines.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Key.ORDER))
        .forEach(line -> built.add(line.getValue().build(line.getKey())));
    PeriodSummary end =
        summary == null
            ? new PeriodSummary(
                tenant,
                period,
                "",
                "",
                List.of(),
                BigInteger.ZERO,
                BigInteger.ZERO,
                List.of(),
                List.of())
            : summary;
    return new Invoice(end, built, totals(built), generations, unpriced, reasons);
  }

  private static SortedMap<String, Invoice.Totals> totals(List<InvoiceLine> lines) {
    SortedMap<String, Invoice.Totals> totals = new TreeMap<>();
    for (InvoiceLine line : lines) {
      Map<Source, BigInteger> sources = new EnumMap<>(Source.class);
      if (line.key().kind() == Kind.USE) {
        for (Covered covered : line.covers()) {
          sources.merge(covered.source(), covered.nanos(), BigInteger::add);
        }
      }
      totals.merge(
          line.key().currency(),
          new Invoice.Totals(
              only(Kind.FEE, line), sources, only(Kind.MINIMUM, line), only(Kind.CORRECTION, line)),
          InvoiceCollector::plus);
    }
    return totals;
  }

  private static BigInteger only(Kind kind, InvoiceLine line) {
    return line.key().kind() == kind ? line.billedNanos() : BigInteger.ZERO;
  }

  private static Invoice.Totals plus(Invoice.Totals a, Invoice.Totals b) {
    Map<Source, BigInteger> sources = new EnumMap<>(Source.class);
    a.bySource().forEach((source, nanos) -> sources.merge(source, nanos, BigInteger::add));
    b.bySource().forEach((source, nanos) -> sources.merge(source, nanos, BigInteger::add));
    return new Invoice.Totals(
        a.fees().add(b.fees()),
        sources,
        a.minimum().add(b.minimum()),
        a.corrections().add(b.corrections()));
  }
}
