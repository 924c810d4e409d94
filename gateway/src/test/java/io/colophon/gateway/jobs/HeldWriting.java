package io.colophon.gateway.jobs;

import io.colophon.gateway.storage.Database;
import io.colophon.gateway.storage.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * A database of one job, whose writer is held when it has written an upstream's handle, before it
 * can do anything about it.
 */
final class HeldWriting implements Database {
  private final Database database;
  private final CountDownLatch written;
  private final CountDownLatch goOn;

  /**
   * @param written counted down when the handle is on disk
   * @param goOn waited for by the writer then
   */
  HeldWriting(Database database, CountDownLatch written, CountDownLatch goOn) {
    this.database = database;
    this.written = written;
    this.goOn = goOn;
  }

  @Override
  public <T> T run(Work<T> work) {
    boolean[] isNew = new boolean[1];
    T result =
        database.run(
            connection -> {
              boolean before = hasHandle(connection);
              T done = work.run(connection);
              isNew[0] = !before && hasHandle(connection);
              return done;
            });
    if (isNew[0]) {
      written.countDown();
      try {
        goOn.await();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new StorageException("interrupted", stop);
      }
    }
    return result;
  }

  private static boolean hasHandle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM operations WHERE handle IS NOT NULL")) {
      return rows.next() && rows.getLong(1) > 0;
    }
  }
}
