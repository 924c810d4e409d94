package io.colophon.metering.report;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ledger as rows of FOCUS 1.2 (FinOps Open Cost and Usage Specification), one per day, account,
 * target and meter. FOCUS knows no "unknown cost", so entries without a price make no row; {@link
 * #unpriced} says how many there are.
 *
 * <p>What the specification has no column for stands in columns that begin with {@code x_}. They
 * hold the figures of whole generations, on the row of the first meter of each, so that adding a
 * column up counts each generation once.
 */
public final class FocusExport {
  private final Issuer issuer;
  private final Map<RowKey, Row> rows = new HashMap<>();
  private long unpriced;

  /**
   * Who sends the bill.
   *
   * @param name of the operator of this gateway
   * @param accountId the billing account
   * @param accountName its name
   */
  public record Issuer(String name, String accountId, String accountName) {}

  /** What makes a row. */
  record RowKey(
      LocalDate day,
      String tenant,
      String keyId,
      String provider,
      String model,
      String currency,
      String version,
      String item,
      long pricedNanos,
      long per) {
    private static final UsageUnit[] UNITS = UsageUnit.values();

    static final Comparator<RowKey> ORDER =
        Comparator.comparing(RowKey::day)
            .thenComparing(RowKey::tenant)
            .thenComparing(RowKey::keyId)
            .thenComparing(RowKey::provider)
            .thenComparing(RowKey::model)
            .thenComparing(RowKey::version)
            .thenComparing(RowKey::currency)
            .thenComparingInt(RowKey::rank)
            .thenComparing(RowKey::item)
            .thenComparingLong(RowKey::pricedNanos)
            .thenComparingLong(RowKey::per);

    /** Counters come in the order of their declaration, other items of the price book after them. */
    private int rank() {
      for (UsageUnit unit : UNITS) {
        if (unit.id().equals(item)) {
          return unit.ordinal();
        }
      }
      return UNITS.length;
    }
  }

  /** Sums of a row; {@code entries} and {@code figures} of those that begin on it. */
  static final class Row {
    final ExactSum quantity = new ExactSum();
    final ExactSum nanos = new ExactSum();
    final Map<Metric, IntervalSum> figures = new EnumMap<>(Metric.class);
    long entries;
  }

  private FocusExport(Issuer issuer) {
    this.issuer = issuer;
  }

  /**
   * Reads what matches.
   *
   * @throws IllegalArgumentException if that makes more than {@link UsageReport#MAX_GROUPS} rows
   */
  public static FocusExport of(LedgerEntries ledger, LedgerFilter filter, Issuer issuer)
      throws IOException {
    FocusExport export = new FocusExport(issuer);
    ledger.read(
        filter,
        (index, entry) -> {
          export.add(entry);
          return true;
        });
    return export;
  }

  /** How many entries make no row, since nobody knows their price. */
  public long unpriced() {
    return unpriced;
  }

  /** The rows as CSV after RFC 4180, a header line first; sorted, so that equal input is equal. */
  public String toCsv() {
    StringBuilder out = new StringBuilder();
    Csv.line(out, FocusColumns.names());
    rows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(RowKey.ORDER))
        .forEach(row -> Csv.line(out, FocusColumns.cells(issuer, row.getKey(), row.getValue())));
    return out.toString();
  }

  private void add(SettledEntry entry) {
    if (!(entry.reading().cost() instanceof Cost.Priced priced)) {
      unpriced++;
      return;
    }
    List<Cost.Line> lines = priced.lines();
    for (int i = 0; i < lines.size(); i++) {
      Row row = rows.computeIfAbsent(key(entry, priced, lines.get(i)), key -> new Row());
      row.quantity.add(lines.get(i).quantity());
      row.nanos.add(lines.get(i).nanos());
      if (i == 0) {
        row.entries++;
        for (Metric metric : Metric.values()) {
          row.figures
              .computeIfAbsent(metric, m -> new IntervalSum())
              .add(entry.reading().figures().of(metric));
        }
      }
    }
    if (rows.size() > UsageReport.MAX_GROUPS) {
      throw new IllegalArgumentException(
          "the export has more than "
              + UsageReport.MAX_GROUPS
              + " rows, expected a shorter period");
    }
  }

  private static RowKey key(SettledEntry entry, Cost.Priced priced, Cost.Line line) {
    return new RowKey(
        entry.opened().time().atZone(ZoneOffset.UTC).toLocalDate(),
        entry.opened().tenant(),
        entry.opened().keyId(),
        Dimension.PROVIDER.of(entry),
        Dimension.MODEL.of(entry),
        priced.currency(),
        priced.version(),
        line.item(),
        line.pricedNanos(),
        line.per());
  }
}
