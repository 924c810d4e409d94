package io.colophon.gateway.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** Where rows are kept. Calls block and belong on the pool. Thread-safe. */
public interface Database {

  /** What is done with the connection; must not keep it. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs the work as one statement or transaction of its own making.
   *
   * @throws StorageException if the database fails
   */
  <T> T run(Work<T> work);

  /**
   * Runs the work as one transaction: all of it or nothing.
   *
   * @throws StorageException if the database fails
   */
  default <T> T transact(Work<T> work) {
    return run(
        connection -> {
          connection.setAutoCommit(false);
          try {
            T result = work.run(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException failure) {
            connection.rollback();
            throw failure;
          } finally {
            connection.setAutoCommit(true);
          }
        });
  }
}
