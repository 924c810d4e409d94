package io.colophon.metering.report;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Billing;
import io.colophon.metering.plan.Booking;
import io.colophon.metering.plan.Charge;
import io.colophon.metering.plan.PeriodSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The ledger as rows of FOCUS 1.2 (FinOps Open Cost and Usage Specification), one per billing
 * period, day of use, account, target and meter, and rows for fees and minimums of plans.
 *
 * <p>Rows are those of whole billing periods, so that what was exported once never changes: what is
 * settled or corrected later is in the export of the period in which it was booked, with the day of
 * its use as charge period and, where that was billed before, the charge class {@code Correction}.
 * FOCUS knows no "unknown cost", so entries without a price make no row; {@link #write} tells how
 * many there are.
 *
 * <p>What the specification has no column for stands in columns that begin with {@code x_}. The
 * figures are those of whole generations, on the row of the first meter of each, so that adding a
 * column up counts each generation once.
 *
 * <p>Memory is bounded: at most {@value #ROWS_IN_MEMORY} rows are added up before they are written,
 * in order; a key that comes again after that makes another row, which FOCUS allows.
 */
public final class FocusExport {
  /** Most rows that are held to be added up. */
  public static final int ROWS_IN_MEMORY = 20_000;

  private final Issuer issuer;
  private final Map<String, AccountTerms> terms;
  private final Predicate<String> tenants;
  private final int rowsInMemory;

  /**
   * Who sends the bill.
   *
   * @param name of the operator of this gateway
   * @param accountId the billing account
   * @param accountName its name
   */
  public record Issuer(String name, String accountId, String accountName) {}

  /**
   * @param terms of the tenants that have plans or credits
   * @param tenants whose rows to write
   */
  public FocusExport(Issuer issuer, Map<String, AccountTerms> terms, Predicate<String> tenants) {
    this(issuer, terms, tenants, ROWS_IN_MEMORY);
  }

  FocusExport(
      Issuer issuer, Map<String, AccountTerms> terms, Predicate<String> tenants, int rowsInMemory) {
    this.issuer = issuer;
    this.terms = Map.copyOf(terms);
    this.tenants = tenants;
    this.rowsInMemory = rowsInMemory;
  }

  /**
   * Writes billing periods as CSV after RFC 4180, a header line first.
   *
   * @param first earliest billing period, UTC
   * @param last latest billing period, at most the present one
   * @return how many entries of these periods make no row, since nobody knows their price
   * @throws IOException if the ledger cannot be read or {@code out} not be written
   */
  public long write(LedgerEntries ledger, YearMonth first, YearMonth last, Appendable out)
      throws IOException {
    Rows rows = new Rows(first, out);
    rows.line(FocusColumns.names());
    try {
      new Billing(ledger, terms, tenants, last).run(rows);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    rows.flush();
    return rows.unpriced;
  }

  /** Adds up, and writes when there is much. */
  private final class Rows implements Billing.Sink {
    private final Map<FocusKey, FocusRow> open = new HashMap<>();
    private final YearMonth first;
    private final Appendable out;
    private long unpriced;

    Rows(YearMonth first, Appendable out) {
      this.first = first;
      this.out = out;
    }

    @Override
    public void booked(Booking booking) {
      if (booking.period().isBefore(first)) {
        return;
      }
      if (booking.unpriced() != null && booking.correction() == null) {
        unpriced++;
      }
      List<Charge> charges = booking.charges();
      for (int i = 0; i < charges.size(); i++) {
        FocusRow row = row(FocusKey.of(booking, charges.get(i)));
        row.add(charges.get(i));
        if (i == 0 && booking.correction() == null) {
          row.addFigures(booking.entry().reading().figures());
        }
      }
    }

    @Override
    public void closed(PeriodSummary summary) {
      if (summary.period().isBefore(first)) {
        return;
      }
      summary
          .fees()
          .forEach(
              fee ->
                  row(FocusKey.fee(summary, fee))
                      .addBilled(fee.quantity(), BigInteger.valueOf(fee.nanos())));
      if (summary.minimumNanos().signum() > 0) {
        row(FocusKey.minimum(summary)).addBilled(1, summary.minimumNanos());
      }
    }

    private FocusRow row(FocusKey key) {
      FocusRow row = open.get(key);
      if (row == null) {
        if (open.size() >= rowsInMemory) {
          flush();
        }
        row = new FocusRow();
        open.put(key, row);
      }
      return row;
    }

    private void flush() {
      open.entrySet().stream()
          .sorted(Map.Entry.comparingByKey(FocusKey.ORDER))
          .forEach(row -> line(FocusColumns.cells(issuer, row.getKey(), row.getValue())));
      open.clear();
    }

    private void line(List<String> cells) {
      StringBuilder line = new StringBuilder();
      Csv.line(line, cells);
      try {
        out.append(line);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
