package io.colophon.metering.invoice;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Billing;
import io.colophon.metering.plan.PeriodSummary;
import io.colophon.metering.plan.Source;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tenant owes for a month. The same ledger and the same terms give the same invoice at any
 * time after the month has ended.
 *
 * @param summary what belongs to the month as a whole
 * @param lines fees, use, minimum, corrections
 * @param totals by currency; never added to each other
 * @param generations how many were settled in the month
 * @param unpriced of these, how many nobody knows the price of; they are on no line
 * @param unpricedReasons why, with how often each; at most {@value InvoiceCollector#MOST_REASONS}
 */
public record Invoice(
    PeriodSummary summary,
    List<InvoiceLine> lines,
    SortedMap<String, Totals> totals,
    long generations,
    long unpriced,
    Map<String, Long> unpricedReasons) {
  private static final int NANO_DIGITS = 9;

  public Invoice {
    lines = List.copyOf(lines);
    totals = new TreeMap<>(totals);
    unpricedReasons = Map.copyOf(unpricedReasons);
  }

  /**
   * Sums of one currency, nano-units.
   *
   * @param fees of the plan
   * @param bySource use by what covers it; {@link Source#BILLED} is what is to be paid
   * @param minimum added to reach the plan's minimum
   * @param corrections of earlier months that are to be paid; negative when paid back
   */
  public record Totals(
      BigInteger fees,
      Map<Source, BigInteger> bySource,
      BigInteger minimum,
      BigInteger corrections) {
    public Totals {
      bySource = Map.copyOf(bySource);
    }

    /** What was covered from one source. */
    public BigInteger from(Source source) {
      return bySource.getOrDefault(source, BigInteger.ZERO);
    }

    /** What the use of the month comes to, however covered. */
    public BigInteger rated() {
      return bySource.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What is due; negative when the tenant gets money back. */
    public BigInteger due() {
      return fees.add(from(Source.BILLED)).add(minimum).add(corrections);
    }
  }

  /**
   * What is due in coins that exist, rounded half to even.
   *
   * @param currency ISO 4217 code
   */
  public static BigDecimal payable(BigInteger dueNanos, String currency) {
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    return new BigDecimal(dueNanos, NANO_DIGITS).setScale(digits, RoundingMode.HALF_EVEN);
  }

  /**
   * The invoice of a tenant.
   *
   * @param terms what the tenant has agreed to
   * @throws IOException if the ledger cannot be read
   * @throws IllegalArgumentException if it has more than {@link InvoiceCollector#MOST_LINES} lines
   */
  public static Invoice of(
      LedgerEntries ledger, AccountTerms terms, String tenant, YearMonth period)
      throws IOException {
    InvoiceCollector collector = new InvoiceCollector(tenant, period);
    new Billing(ledger, Map.of(tenant, terms), tenant::equals, period).run(collector);
    return collector.invoice();
  }

  /** For people: aligned columns, ending with a line break. */
  public String toTable() {
    return InvoiceTable.render(this);
  }

  /** RFC 4180: one header line, one line per line and source, CRLF. */
  public String toCsv() {
    return InvoiceCsv.render(this);
  }

  /** One JSON object; amounts in nano-units. */
  public String toJson() {
    return InvoiceJson.render(this);
  }
}
