package io.colophon.metering.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code usage_source}: how far each ledger is taken in. */
final class SourceTable {

  /**
   * One ledger.
   *
   * @param position its entries that are taken in
   * @param lastUsageId of the last of them; null when there is none
   * @param generations how many are settled
   * @param detailsFromNanos rows of {@code usage_entry} admitted before this are gone; null: none
   */
  record Source(
      long id,
      long position,
      @Nullable String lastUsageId,
      long generations,
      @Nullable Long detailsFromNanos) {

    /** Whether the row of a generation would still be there. */
    boolean keeps(long admittedNanos) {
      return detailsFromNanos == null || admittedNanos >= detailsFromNanos;
    }
  }

  private SourceTable() {}

  static Optional<Source> find(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, position, last_usage_id, generations, details_from_nanos"
                + " FROM usage_source WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long details = row.getLong(5);
        Long detailsFrom = row.wasNull() ? null : details;
        return Optional.of(
            new Source(
                row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), detailsFrom));
      }
    }
  }

  /** Finds it or makes it. */
  static Source get(Connection connection, String name) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO usage_source (name, position, generations) VALUES (?, 0, 0)"
                + " ON CONFLICT (name) DO NOTHING")) {
      insert.setString(1, name);
      insert.executeUpdate();
    }
    return find(connection, name)
        .orElseThrow(() -> new SQLException("usage_source has no row of " + name));
  }

  /** The latest point before which a source keeps days only; one source is left out. */
  static Optional<Long> detailsFrom(Connection connection, long without) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT MAX(details_from_nanos) FROM usage_source WHERE id <> ?")) {
      select.setLong(1, without);
      try (ResultSet row = select.executeQuery()) {
        long nanos = row.next() ? row.getLong(1) : 0;
        return row.wasNull() ? Optional.empty() : Optional.of(nanos);
      }
    }
  }

  /**
   * Moves on, if it still stands where it was.
   *
   * @throws SQLException if somebody else moved it
   */
  static void move(Connection connection, Source from, Source to) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE usage_source SET position = ?, last_usage_id = ?, generations = ?"
                + " WHERE id = ? AND position = ?")) {
      update.setLong(1, to.position());
      update.setString(2, to.lastUsageId());
      update.setLong(3, to.generations());
      update.setLong(4, from.id());
      update.setLong(5, from.position());
      if (update.executeUpdate() != 1) {
        throw new SQLException(
            "usage_source is not at " + from.position() + " any more: somebody else moved it");
      }
    }
  }

  /** Notes that the rows of what was admitted before are gone. */
  static void forgot(Connection connection, long source, long beforeNanos) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE usage_source SET details_from_nanos = ? WHERE id = ?"
                + " AND (details_from_nanos IS NULL OR details_from_nanos < ?)")) {
      update.setLong(1, beforeNanos);
      update.setLong(2, source);
      update.setLong(3, beforeNanos);
      update.executeUpdate();
    }
  }

  /** Forgets all that came from a ledger, and where it stood. */
  static void clear(Connection connection, long source) throws SQLException {
    for (String sql :
        new String[] {
          "DELETE FROM usage_entry WHERE source_id = ?",
          "DELETE FROM usage_day WHERE source_id = ?",
          "UPDATE usage_source SET position = 0, last_usage_id = NULL, generations = 0,"
              + " details_from_nanos = NULL WHERE id = ?"
        }) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setLong(1, source);
        statement.executeUpdate();
      }
    }
  }
}
