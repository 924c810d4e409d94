package io.colophon.metering.sql;

import io.colophon.metering.report.UsageTotals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code usage_entry}: the highest revision of each settled generation. */
final class EntryTable {
  private static final String SELECT =
      "SELECT t.usage_id, t.tenant, t.revision, t.position, t.day, t.admitted_nanos,"
          + " t.settled_nanos, t.generation_id, t.requested_model, t.served_model, t.suspect, "
          + SeriesKey.columns().stream().map(name -> "s." + name).collect(Collectors.joining(", "))
          + ", "
          + String.join(", ", EntryColumns.asSums(Shape.ALL))
          + " FROM usage_entry t JOIN usage_series s ON s.id = t.series_id"
          + " WHERE t.source_id = ? AND ";

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
        connection.prepareStatement(SELECT + dialect.in("t.usage_id", Dialect.Kind.TEXT))) {
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
    SumColumns.add(row, SERIES + columns, Shape.ALL, false, key.currency(), totals);
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

  /**
   * Writes rows.
   *
   * @param known keys of those that may be there
   */
  static void store(
      Dialect dialect,
      Connection connection,
      long source,
      Collection<EntryRow> entries,
      Set<EntryKey> known,
      Map<SeriesKey, Long> series)
      throws SQLException {
    // Two tables of statements: to insert what is new costs less than to look for it first.
    try (ShapedRows fresh = new ShapedRows(connection, EntryTable::insert);
        ShapedRows again = new ShapedRows(connection, EntryTable::upsert)) {
      for (EntryRow entry : entries) {
        Long id = series.get(entry.series());
        if (id == null) {
          throw new SQLException("usage_series has no row of " + entry.series());
        }
        boolean there = known.contains(entry.key());
        Shape shape = there ? Shape.ALL : Shape.of(entry.totals());
        ShapedRows rows = there ? again : fresh;
        PreparedStatement row = rows.of(shape);
        EntryColumns.bind(dialect, row, shape, source, id, entry);
        rows.add(row);
      }
    }
  }

  private static String insert(Shape shape) {
    return ShapedRows.insert("usage_entry", EntryColumns.names(shape));
  }

  private static String upsert(Shape shape) {
    return ShapedRows.upsert(
        "usage_entry", List.of("source_id", "usage_id", "tenant"), EntryColumns.names(shape));
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
