package io.colophon.metering.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import tools.jackson.databind.json.JsonMapper;

/** Where the two databases differ. */
enum Dialect {
  /** One file, one writer. Sums are added up by whoever reads: its sorter is slower than that. */
  SQLITE("sqlite", false) {
    @Override
    String in(String column, Kind kind) {
      return column + " IN (SELECT value FROM json_each(?))";
    }

    @Override
    void bindList(PreparedStatement statement, int index, Kind kind, Collection<?> values)
        throws SQLException {
      statement.setString(index, JsonMapper.shared().writeValueAsString(values));
    }

    @Override
    void bindDay(PreparedStatement statement, int index, LocalDate day) throws SQLException {
      statement.setString(index, day.toString());
    }

    @Override
    void beginReading(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
    }
  },

  /** A server that several gateways write to. It adds up. */
  POSTGRESQL("postgresql", true) {
    @Override
    String in(String column, Kind kind) {
      return column + " = ANY (?)";
    }

    @Override
    void bindList(PreparedStatement statement, int index, Kind kind, Collection<?> values)
        throws SQLException {
      statement.setArray(
          index,
          statement
              .getConnection()
              .createArrayOf(kind == Kind.TEXT ? "text" : "bigint", values.toArray()));
    }

    @Override
    void bindDay(PreparedStatement statement, int index, LocalDate day) throws SQLException {
      statement.setObject(index, day);
    }

    @Override
    void beginReading(Connection connection) throws SQLException {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
    }
  };

  /** What a list holds. */
  enum Kind {
    TEXT,
    NUMBER
  }

  private final String folder;
  private final boolean addsUp;

  Dialect(String folder, boolean addsUp) {
    this.folder = folder;
    this.addsUp = addsUp;
  }

  /** Where its migrations lie. */
  String migrations() {
    return "classpath:io/colophon/metering/sql/" + folder;
  }

  /** Whether sums of a report are made by the database. */
  boolean addsUp() {
    return addsUp;
  }

  /** A condition with one parameter, bound with {@link #bindList}. */
  abstract String in(String column, Kind kind);

  abstract void bindList(PreparedStatement statement, int index, Kind kind, Collection<?> values)
      throws SQLException;

  abstract void bindDay(PreparedStatement statement, int index, LocalDate day) throws SQLException;

  /** Begins a transaction that sees one state of the database until it ends. */
  abstract void beginReading(Connection connection) throws SQLException;
}
