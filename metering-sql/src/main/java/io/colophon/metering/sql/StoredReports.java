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
import java.util.ArrayList;
import java.util.List;
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
      if (ledger.size() - own.position() > MAX_TAIL || !keeps(own, period)) {
        if (store.dialect() == Dialect.POSTGRESQL) {
          stored(connection, filter, period, by, Optional.of(own), false, sums);
        }
        LedgerSums.add(ledger, filter, sums);
      } else {
        Tail tail = Tail.read(store.dialect(), connection, own, ledger);
        stored(connection, filter, period, by, Optional.empty(), tail.takesAway(), sums);
        tail.addTo(sums, filter, by);
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

  /** Sums are never below 0, so that rests matter only where something is taken away again. */
  private void stored(
      Connection connection,
      ReportFilter filter,
      Period period,
      List<Dimension> by,
      Optional<Source> without,
      boolean rests,
      ReportSums sums)
      throws SQLException {
    refuseForgotten(connection, period, without);
    Dialect dialect = store.dialect();
    Shape shape = Shape.reading(UnitTable.read(connection), rests);
    List<SumQuery> queries = new ArrayList<>();
    queries.add(SumQuery.ofDays(dialect, by, shape, period));
    period.edges().forEach(edge -> queries.add(SumQuery.ofEdge(dialect, by, shape, edge)));
    for (SumQuery query : queries) {
      without.ifPresent(source -> query.without(source.id()));
      query.only(filter).addTo(sums, connection);
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
}
