package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.LedgerSums;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.ReportSums;
import io.colophon.metering.report.UsageReport;
import io.colophon.metering.report.UsageReports;
import io.colophon.metering.sql.SourceTable.Source;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports from the tables: whole days from their sums, parts of days from single rows, and what the
 * tables do not hold yet of this gateway from its ledger.
 */
final class StoredReports implements UsageReports {
  /** Most entries that are read from the ledger on top; beyond, all of it is read instead. */
  static final int MAX_TAIL = 32_768;

  private final UsageStore store;
  private final LedgerEntries ledger;
  private final String name;

  StoredReports(UsageStore store, LedgerEntries ledger, String name) {
    this.store = store;
    this.ledger = ledger;
    this.name = name;
  }

  @Override
  public UsageReport report(ReportFilter filter, List<Dimension> by) throws IOException {
    try (Connection connection = store.reader()) {
      ReportSums sums = new ReportSums(by);
      Period period = Period.of(filter);
      Source own = SourceTable.find(connection, name).orElse(new Source(-1, 0, null, 0, null));
      boolean all = ledger.size() - own.position() > MAX_TAIL || !keeps(own, period);
      Optional<Source> without = all ? Optional.of(own) : Optional.empty();
      stored(connection, filter, period, by, without, sums);
      if (all) {
        LedgerSums.add(ledger, filter, sums);
      } else {
        tail(connection, own, filter, by, sums);
      }
      connection.rollback();
      return sums.report();
    } catch (SQLException failure) {
      throw new IOException("the usage database cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static boolean keeps(Source source, Period period) {
    return period.edges().stream().allMatch(edge -> source.keeps(edge.fromNanos()));
  }

  private void stored(
      Connection connection,
      ReportFilter filter,
      Period period,
      List<Dimension> by,
      Optional<Source> without,
      ReportSums sums)
      throws SQLException {
    if (without.isEmpty() || store.dialect() == Dialect.POSTGRESQL) {
      refuseForgotten(connection, period, without);
      SumQuery days = SumQuery.ofDays(store.dialect(), by, period).only(filter);
      without.ifPresent(source -> days.without(source.id()));
      days.addTo(sums, connection);
      for (Period.Edge edge : period.edges()) {
        SumQuery part = SumQuery.ofEdge(store.dialect(), by, edge).only(filter);
        without.ifPresent(source -> part.without(source.id()));
        part.addTo(sums, connection);
      }
    }
  }

  private static void refuseForgotten(
      Connection connection, Period period, Optional<Source> without) throws SQLException {
    if (period.edges().isEmpty()) {
      return;
    }
    Optional<Long> from = SourceTable.detailsFrom(connection, without.map(Source::id).orElse(-1L));
    for (Period.Edge edge : period.edges()) {
      if (from.isPresent() && edge.fromNanos() < from.get()) {
        throw new IllegalArgumentException(
            "single generations of that time are not kept any more, only days: expected a period"
                + " that begins and ends at midnight UTC");
      }
    }
  }

  private void tail(
      Connection connection, Source own, ReportFilter filter, List<Dimension> by, ReportSums sums)
      throws SQLException, IOException {
    Map<EntryKey, EntryRow> taken = new HashMap<>();
    long end = ledger.size();
    long from = own.position();
    while (from < end) {
      Batch batch = Batch.read(ledger, from);
      Map<EntryKey, EntryRow> known =
          KnownEntries.of(store.dialect(), connection, own, ledger, batch.rows());
      for (EntryRow row : batch.rows()) {
        EntryRow before = taken.getOrDefault(row.key(), known.get(row.key()));
        if (before != null && before.revision() >= row.revision()) {
          continue;
        }
        if (before != null && before.matches(filter)) {
          sums.group(before.group(by)).subtract(before.totals());
        }
        if (row.matches(filter)) {
          sums.group(row.group(by)).add(row.totals());
        }
        taken.put(row.key(), row);
      }
      if (batch.end() == from) {
        return;
      }
      from = batch.end();
    }
  }
}
