package io.colophon.metering.plan;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger from its beginning and books every settlement and correction in the period that
 * it is billed in. The order of the ledger is the only order: the same entries give the same bill
 * anywhere and at any time.
 *
 * <p>A settlement belongs to the month (UTC) in which it was entered, and a correction to the month
 * in which it was booked, so that nothing is ever added to a month that has ended; when it was used
 * is another matter and stands in the entry. Where a clock was set back, an entry belongs to the
 * latest month that its tenant had an entry in.
 *
 * <p>Memory: one state per tenant and one per corrected generation, of which there may be {@value
 * #MOST_CORRECTED}.
 */
public final class Billing {
  /** Most generations that may be corrected in one ledger. */
  public static final int MOST_CORRECTED = 1_000_000;

  private final LedgerEntries ledger;
  private final Map<String, AccountTerms> terms;
  private final Predicate<String> tenants;
  private final YearMonth through;

  /** Receives what was booked, in the order of the ledger, on the thread that reads. */
  public interface Sink {
    /** An entry was booked. */
    void booked(Booking booking);

    /** A period of a tenant has ended, or is the last one asked for. */
    void closed(PeriodSummary summary);
  }

  /**
   * @param terms of the tenants that have any
   * @param tenants whose entries to read
   * @param through the last period to book
   */
  public Billing(
      LedgerEntries ledger,
      Map<String, AccountTerms> terms,
      Predicate<String> tenants,
      YearMonth through) {
    this.ledger = ledger;
    this.terms = Map.copyOf(terms);
    this.tenants = tenants;
    this.through = through;
  }

  /**
   * Books everything.
   *
   * @throws IOException if the ledger cannot be read
   * @throws IllegalArgumentException if more than {@link #MOST_CORRECTED} generations are corrected
   */
  public void run(Sink sink) throws IOException {
    Forecast forecast = new Forecast(terms);
    long end = ledger.size();
    read(end, forecast::take);
    Bookkeeper bookkeeper = new Bookkeeper(terms, forecast, sink);
    read(end, bookkeeper::take);
    bookkeeper.finish(tenants, through);
  }

  /** Takes an entry with the month it is billed in. */
  interface Step {
    void take(YearMonth period, LedgerEntry entry);
  }

  private void read(long end, Step step) throws IOException {
    Map<String, YearMonth> latest = new HashMap<>();
    ledger.followSettled(
        0,
        (index, entry) -> {
          if (index >= end) {
            return false;
          }
          SettledEntry settled = settled(entry);
          if (settled != null && tenants.test(settled.opened().tenant())) {
            YearMonth month = month(entry.time());
            if (!month.isAfter(through)) {
              YearMonth period =
                  latest.merge(settled.opened().tenant(), month, (a, b) -> a.isAfter(b) ? a : b);
              step.take(period, entry);
            }
          }
          return true;
        });
  }

  private static @Nullable SettledEntry settled(LedgerEntry entry) {
    return entry instanceof SettledEntry settled
        ? settled
        : entry instanceof CorrectionEntry correction ? correction.corrected() : null;
  }

  /** The month of a time, UTC. */
  public static YearMonth month(Instant time) {
    return YearMonth.from(time.atZone(ZoneOffset.UTC));
  }
}
