package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.report.UsageTotals;
import io.colophon.metering.sql.SourceTable.Source;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a piece of the ledger into the tables: rows, sums and the position in one transaction, so
 * that whatever happens each entry counts once. The same entry again, or an older revision, changes
 * nothing. Not thread-safe.
 */
final class BatchWriter {
  private final LedgerEntries ledger;
  private final Dialect dialect;
  private final SeriesTable series;
  private final DayTable days;
  private final UnitTable units = new UnitTable();

  BatchWriter(LedgerEntries ledger, Dialect dialect) {
    this.ledger = ledger;
    this.dialect = dialect;
    this.series = new SeriesTable(dialect);
    this.days = new DayTable(dialect);
  }

  /** To be called whenever a transaction was not committed. */
  void forget() {
    series.clear();
    days.clear();
    units.clear();
  }

  /**
   * Writes within the transaction of the connection, without ending it.
   *
   * @return where the source stands then
   */
  Source write(Connection connection, Source source, Batch batch) throws SQLException, IOException {
    Map<EntryKey, EntryRow> known =
        KnownEntries.of(dialect, connection, source, ledger, batch.rows());
    Collection<EntryRow> winners = winners(batch.rows(), known);
    long settled = winners.stream().filter(row -> !known.containsKey(row.key())).count();
    if (!winners.isEmpty()) {
      write(connection, source.id(), winners, known);
    }
    Source after =
        new Source(
            source.id(),
            batch.end(),
            batch.lastUsageId(),
            source.generations() + settled,
            source.detailsFromNanos());
    SourceTable.move(connection, source, after);
    return after;
  }

  private void write(
      Connection connection,
      long source,
      Collection<EntryRow> winners,
      Map<EntryKey, EntryRow> known)
      throws SQLException {
    Set<SeriesKey> keys = new HashSet<>();
    for (EntryRow row : winners) {
      keys.add(row.series());
      EntryRow before = known.get(row.key());
      if (before != null) {
        keys.add(before.series());
      }
    }
    Map<SeriesKey, Long> ids = series.ids(connection, keys);
    Map<DayKey, String> touched = new HashMap<>();
    for (EntryRow row : winners) {
      touched.put(dayOf(row, ids), row.series().currency());
      EntryRow before = known.get(row.key());
      if (before != null) {
        touched.put(dayOf(before, ids), before.series().currency());
      }
    }
    Map<DayKey, DayTable.Sums> sums = days.load(connection, source, touched);
    Set<DayKey> reduced = new HashSet<>();
    for (EntryRow row : winners) {
      EntryRow before = known.get(row.key());
      if (before != null) {
        totals(sums, dayOf(before, ids)).subtract(before.totals());
        reduced.add(dayOf(before, ids));
      }
      totals(sums, dayOf(row, ids)).add(row.totals());
      units.add(row.totals().units());
    }
    units.store(connection);
    days.store(connection, source, sums, reduced);
    EntryTable.store(dialect, connection, source, winners, known.keySet(), ids);
  }

  private static UsageTotals totals(Map<DayKey, DayTable.Sums> sums, DayKey key)
      throws SQLException {
    DayTable.Sums found = sums.get(key);
    if (found == null) {
      throw new SQLException("no sums were loaded of " + key);
    }
    return found.totals();
  }

  private static DayKey dayOf(EntryRow row, Map<SeriesKey, Long> ids) throws SQLException {
    Long id = ids.get(row.series());
    if (id == null) {
      throw new SQLException("usage_series has no row of " + row.series());
    }
    return new DayKey(row.day(), id);
  }

  /** Of each generation the highest revision, if that is higher than what is known. */
  private static Collection<EntryRow> winners(List<EntryRow> rows, Map<EntryKey, EntryRow> known) {
    Map<EntryKey, EntryRow> winners = new LinkedHashMap<>();
    for (EntryRow row : rows) {
      EntryRow best = winners.getOrDefault(row.key(), known.get(row.key()));
      if (best == null || row.revision() > best.revision()) {
        winners.put(row.key(), row);
      }
    }
    return winners.values();
  }
}
