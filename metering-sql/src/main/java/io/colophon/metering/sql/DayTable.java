package io.colophon.metering.sql;

import io.colophon.metering.report.UsageTotals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code usage_day} of one source, with the sums used last in memory: only this source's writer
 * changes them. Not thread-safe.
 */
final class DayTable {
  private static final int CACHED = 8_192;
  private static final String NAMES = String.join(", ", SumColumns.names(Shape.ALL));

  /** Sums and the currency of their series. */
  record Sums(UsageTotals totals, String currency) {}

  private final Dialect dialect;
  private final Map<DayKey, Sums> cached = new SeriesTable.LastUsed<>(CACHED);

  DayTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Forgets what is in memory: after a rollback it is not what is in the database. */
  void clear() {
    cached.clear();
  }

  /** Sums to be added to; empty ones where there is no row yet. */
  Map<DayKey, Sums> load(Connection connection, long source, Map<DayKey, String> currencies)
      throws SQLException {
    Map<DayKey, Sums> loaded = new HashMap<>();
    Map<LocalDate, List<Long>> missing = new HashMap<>();
    currencies.forEach(
        (key, currency) -> {
          Sums sums = cached.get(key);
          if (sums == null) {
            missing.computeIfAbsent(key.day(), day -> new ArrayList<>()).add(key.seriesId());
            sums = new Sums(new UsageTotals(), currency);
          }
          loaded.put(key, sums);
        });
    for (Map.Entry<LocalDate, List<Long>> day : missing.entrySet()) {
      read(connection, source, day.getKey(), day.getValue(), loaded);
    }
    return loaded;
  }

  private void read(
      Connection connection, long source, LocalDate day, List<Long> series, Map<DayKey, Sums> into)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT series_id, "
                + NAMES
                + " FROM usage_day WHERE source_id = ? AND day = ? AND "
                + dialect.in("series_id", Dialect.Kind.NUMBER))) {
      select.setLong(1, source);
      dialect.bindDay(select, 2, day);
      dialect.bindList(select, 3, Dialect.Kind.NUMBER, series);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Sums sums = into.get(new DayKey(day, rows.getLong(1)));
          if (sums != null) {
            SumColumns.add(rows, 2, Shape.ALL, false, sums.currency(), sums.totals());
          }
        }
      }
    }
  }

  /**
   * Writes sums.
   *
   * @param reduced those from which something was taken away, so that a column may be NULL again
   */
  void store(Connection connection, long source, Map<DayKey, Sums> sums, Set<DayKey> reduced)
      throws SQLException {
    try (ShapedRows rows = new ShapedRows(connection, DayTable::upsert)) {
      for (Map.Entry<DayKey, Sums> one : sums.entrySet()) {
        UsageTotals totals = one.getValue().totals();
        Shape shape = reduced.contains(one.getKey()) ? Shape.ALL : Shape.of(totals);
        PreparedStatement row = rows.of(shape);
        row.setLong(1, source);
        dialect.bindDay(row, 2, one.getKey().day());
        row.setLong(3, one.getKey().seriesId());
        SumColumns.bind(row, 4, shape, totals, one.getValue().currency());
        rows.add(row);
      }
    }
    cached.putAll(sums);
  }

  private static String upsert(Shape shape) {
    return ShapedRows.upsert(
        "usage_day",
        List.of("day", "series_id", "source_id"),
        Stream.concat(Stream.of("source_id", "day", "series_id"), SumColumns.names(shape).stream())
            .toList());
  }
}
