package io.colophon.metering.sql;

import io.colophon.provider.spi.UsageUnit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** {@code usage_unit}: the counters that some entry reports, so that reports read no others. */
final class UnitTable {
  private final Set<UsageUnit> stored = EnumSet.noneOf(UsageUnit.class);
  private final Set<UsageUnit> found = EnumSet.noneOf(UsageUnit.class);

  /** Forgets what is in memory: after a rollback it may not be in the database. */
  void clear() {
    stored.clear();
    found.clear();
  }

  void add(Set<UsageUnit> units) {
    found.addAll(units);
  }

  void store(Connection connection) throws SQLException {
    if (stored.containsAll(found)) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO usage_unit (unit) VALUES (?) ON CONFLICT (unit) DO NOTHING")) {
      for (UsageUnit unit : found) {
        insert.setString(1, unit.id());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    stored.addAll(found);
  }

  /** Those that this program knows; one that a newer program wrote is none of its columns. */
  static Set<UsageUnit> read(Connection connection) throws SQLException {
    Set<UsageUnit> units = EnumSet.noneOf(UsageUnit.class);
    try (PreparedStatement select = connection.prepareStatement("SELECT unit FROM usage_unit");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        String id = rows.getString(1);
        for (UsageUnit unit : UsageUnit.values()) {
          if (unit.id().equals(id)) {
            units.add(unit);
          }
        }
      }
    }
    return units;
  }
}
