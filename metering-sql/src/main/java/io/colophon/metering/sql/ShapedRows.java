package io.colophon.metering.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows on their way into a table: one statement per shape, some hundred rows at a time. */
final class ShapedRows implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 256;

  /** Statements are dear to keep and cheap to make again; there are seldom more than a dozen. */
  private static final int MOST_SHAPES = 64;

  private final Connection connection;
  private final Function<Shape, String> sql;
  private final Map<Shape, PreparedStatement> statements = new HashMap<>();
  private final Map<PreparedStatement, Integer> waiting = new HashMap<>();

  ShapedRows(Connection connection, Function<Shape, String> sql) {
    this.connection = connection;
    this.sql = sql;
  }

  static String insert(String table, List<String> columns) {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + String.join(", ", Collections.nCopies(columns.size(), "?"))
        + ")";
  }

  /** An insert that overwrites what has the same key. */
  static String upsert(String table, List<String> key, List<String> columns) {
    return insert(table, columns)
        + " ON CONFLICT ("
        + String.join(", ", key)
        + ") DO UPDATE SET "
        + columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
  }

  /** The statement of a shape, to be bound and {@linkplain #add added}. */
  PreparedStatement of(Shape shape) throws SQLException {
    PreparedStatement statement = statements.get(shape);
    if (statement == null) {
      if (statements.size() == MOST_SHAPES) {
        close();
      }
      statement = connection.prepareStatement(sql.apply(shape));
      statements.put(shape, statement);
    }
    return statement;
  }

  void add(PreparedStatement row) throws SQLException {
    row.addBatch();
    if (waiting.merge(row, 1, Integer::sum) == ROWS_AT_ONCE) {
      row.executeBatch();
      waiting.put(row, 0);
    }
  }

  /** Writes what waits. */
  @Override
  public void close() throws SQLException {
    try {
      for (PreparedStatement statement : statements.values()) {
        if (waiting.getOrDefault(statement, 0) > 0) {
          statement.executeBatch();
        }
      }
    } finally {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
      statements.clear();
      waiting.clear();
    }
  }
}
