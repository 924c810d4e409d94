package io.colophon.metering.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The migration that runs again whenever there is a new counter or figure: it adds their columns.
 * Rows from before hold NULL there, which is what they know about it.
 */
final class CurrentColumns implements JavaMigration {
  private record Column(String table, String name, String type) {}

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    List<String> sums = SumColumns.names(Shape.ALL);
    sums.subList(SumColumns.FIXED, sums.size())
        .forEach(name -> columns.add(new Column("usage_day", name, type(name))));
    EntryColumns.values(Shape.ALL)
        .forEach(name -> columns.add(new Column("usage_entry", name, type(name))));
    return columns;
  }

  private static String type(String name) {
    return SumColumns.isDouble(name) ? "DOUBLE PRECISION" : "BIGINT";
  }

  @Override
  public @Nullable MigrationVersion getVersion() {
    return null; // repeatable
  }

  @Override
  public String getDescription() {
    return "columns of counters and figures";
  }

  @Override
  public Integer getChecksum() {
    return columns().hashCode();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    try (Statement statement = context.getConnection().createStatement()) {
      for (String table : List.of("usage_day", "usage_entry")) {
        Set<String> existing = existing(context.getConnection(), table);
        for (Column column : columns()) {
          if (column.table().equals(table) && !existing.contains(column.name())) {
            statement.execute(
                "ALTER TABLE " + table + " ADD COLUMN " + column.name() + " " + column.type());
          }
        }
      }
    }
  }

  private static Set<String> existing(Connection connection, String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      ResultSetMetaData columns = none.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
