package io.colophon.gateway.jobs;

import io.colophon.gateway.storage.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements by which jobs change. Each change of state is one of them, which names the states
 * it may come from: what the table of states does not allow changes nothing, and is logged.
 */
final class JobTable {
  private static final Logger log = LoggerFactory.getLogger(JobTable.class);

  private final Database database;

  JobTable(Database database) {
    this.database = database;
  }

  Database database() {
    return database;
  }

  boolean become(String id, JobState next, String more, @Nullable Object... values) {
    return database.run(connection -> become(connection, id, next, more, values));
  }

  static boolean become(
      Connection connection, String id, JobState next, String more, @Nullable Object... values)
      throws SQLException {
    return change(
        connection,
        "state",
        next.name(),
        next.before().stream().map(JobState::name).collect(Collectors.joining("', '")),
        id,
        more,
        values);
  }

  boolean becomeLate(String id, LateState next, String more, @Nullable Object... values) {
    return database.run(connection -> becomeLate(connection, id, next, more, values));
  }

  static boolean becomeLate(
      Connection connection, String id, LateState next, String more, @Nullable Object... values)
      throws SQLException {
    return change(
        connection,
        "late_state",
        next.name(),
        next.before().stream().map(LateState::name).collect(Collectors.joining("', '")),
        id,
        more,
        values);
  }

  private static boolean change(
      Connection connection,
      String column,
      String next,
      String before,
      String id,
      String more,
      @Nullable Object... values)
      throws SQLException {
    String sql =
        "UPDATE operations SET "
            + column
            + " = '"
            + next
            + "'"
            + more
            + " WHERE "
            + column
            + " IN ('"
            + before
            + "') AND id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      bind(update, values);
      update.setString(values.length + 1, id);
      if (update.executeUpdate() == 1) {
        return true;
      }
    }
    log.error(
        "job {} has {} {}, which cannot become {}; nothing is changed",
        id,
        column,
        present(connection, column, id),
        next);
    return false;
  }

  private static String present(Connection connection, String column, String id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT " + column + " FROM operations WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "(forgotten)";
      }
    }
  }

  int update(String sql, @Nullable Object... values) {
    return database.run(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
          }
        });
  }

  List<JobRow> select(String where, @Nullable Object... values) {
    return database.run(connection -> select(connection, where, values));
  }

  static List<JobRow> select(Connection connection, String where, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(JobRows.SELECT + where)) {
      bind(select, values);
      return JobRows.read(select);
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}
