package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.ReportSums;
import io.colophon.metering.sql.SourceTable.Source;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a ledger that is not in the tables yet: what it adds, and what of the tables it
 * replaces. All of it is in memory; whoever reads it looks at its length first.
 */
final class Tail {
  private final Map<EntryKey, EntryRow> added = new HashMap<>();
  private final Map<EntryKey, EntryRow> replaced = new HashMap<>();

  private Tail() {}

  static Tail read(Dialect dialect, Connection connection, Source source, LedgerEntries ledger)
      throws SQLException, IOException {
    Tail tail = new Tail();
    long end = ledger.size();
    long from = source.position();
    while (from < end) {
      Batch batch = Batch.read(ledger, from);
      if (batch.end() == from) {
        break;
      }
      Map<EntryKey, EntryRow> known =
          KnownEntries.of(dialect, connection, source, ledger, batch.rows());
      batch.rows().forEach(row -> tail.take(row, known));
      from = batch.end();
    }
    return tail;
  }

  private void take(EntryRow row, Map<EntryKey, EntryRow> known) {
    EntryRow stored = known.get(row.key());
    EntryRow before = added.getOrDefault(row.key(), stored);
    if (before == null || before.revision() < row.revision()) {
      added.put(row.key(), row);
      if (stored != null) {
        replaced.put(row.key(), stored);
      }
    }
  }

  /** Whether something of the tables is replaced. */
  boolean takesAway() {
    return !replaced.isEmpty();
  }

  /** Adds what matches to sums that hold all of the tables that matches. */
  void addTo(ReportSums sums, ReportFilter filter, List<Dimension> by) {
    for (EntryRow row : replaced.values()) {
      if (row.matches(filter)) {
        sums.group(row.group(by)).subtract(row.totals());
      }
    }
    for (EntryRow row : added.values()) {
      if (row.matches(filter)) {
        sums.group(row.group(by)).add(row.totals());
      }
    }
  }
}
