package io.colophon.metering.sql;

import io.colophon.metering.report.UsageTotals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code usage_entry}: the highest revision of each settled generation. */
final class EntryTable {
  private static final String UPSERT =
      "INSERT INTO usage_entry ("
          + String.join(", ", EntryColumns.names())
          + ") VALUES (?"
          + String.join("", Collections.nCopies(EntryColumns.names().size() - 1, ", ?"))
          + ") ON CONFLICT (source_id, usage_id, tenant) DO UPDATE SET "
          + EntryColumns.names().stream()
              .map(name -> name + " = excluded." + name)
              .collect(Collectors.joining(", "));

  private static final String SELECT =
      "SELECT e.usage_id, e.tenant, e.revision, e.position, e.day, e.admitted_nanos,"
          + " e.settled_nanos, e.generation_id, e.requested_model, e.served_model, e.suspect, "
          + SeriesKey.columns().stream().map(name -> "s." + name).collect(Collectors.joining(", "))
          + ", "
          + String.join(", ", EntryColumns.asSums())
          + " FROM usage_entry e JOIN usage_series s ON s.id = e.series_id"
          + " WHERE e.source_id = ? AND ";

  private static final int SERIES = 12;

  private EntryTable() {}

  /** Those that are there, by their keys. */
  static Map<EntryKey, EntryRow> find(
      Dialect dialect, Connection connection, long source, Collection<EntryKey> keys)
      throws SQLException {
    Map<EntryKey, EntryRow> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + dialect.in("e.usage_id", Dialect.Kind.TEXT))) {
      select.setLong(1, source);
      dialect.bindList(
          select, 2, Dialect.Kind.TEXT, keys.stream().map(EntryKey::usageId).distinct().toList());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          EntryRow row = read(rows);
          found.put(row.key(), row);
        }
      }
    }
    found.keySet().retainAll(keys);
    return found;
  }

  private static EntryRow read(ResultSet row) throws SQLException {
    List<String> series = new ArrayList<>();
    int columns = SeriesKey.columns().size();
    for (int i = 0; i < columns; i++) {
      series.add(row.getString(SERIES + i));
    }
    SeriesKey key = new SeriesKey(series);
    UsageTotals totals = new UsageTotals();
    SumColumns.add(row, SERIES + columns, false, key.currency(), totals);
    return new EntryRow(
        new EntryKey(row.getString(2), row.getString(1)),
        row.getLong(3),
        row.getLong(4),
        LocalDate.parse(row.getString(5)),
        key,
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getLong(11),
        totals);
  }

  static void store(
      Dialect dialect,
      Connection connection,
      long source,
      Collection<EntryRow> rows,
      Map<SeriesKey, Long> series)
      throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (EntryRow row : rows) {
        Long id = series.get(row.series());
        if (id == null) {
          throw new SQLException("usage_series has no row of " + row.series());
        }
        EntryColumns.bind(dialect, upsert, source, id, row);
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /**
   * Deletes some rows of what was admitted before a time.
   *
   * @return how many
   */
  static int forget(Connection connection, long source, long beforeNanos, int most)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM usage_entry WHERE source_id = ? AND (usage_id, tenant) IN"
                + " (SELECT usage_id, tenant FROM usage_entry"
                + " WHERE source_id = ? AND admitted_nanos < ? LIMIT ?)")) {
      delete.setLong(1, source);
      delete.setLong(2, source);
      delete.setLong(3, beforeNanos);
      delete.setInt(4, most);
      return delete.executeUpdate();
    }
  }
}
