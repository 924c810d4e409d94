package io.colophon.benchmarks.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What one would do without a ledger: the same bytes, under the same key. */
final class RivalWays {
  private RivalWays() {}

  /** One row for each entry, so many to a transaction. */
  static final class Sqlite implements Way {
    private final int rows;
    private final Connection connection;
    private final PreparedStatement insert;
    private final Entries entries = new Entries();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    Sqlite(Path file, int rows) throws SQLException {
      this.rows = rows;
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement set = connection.createStatement()) {
        set.execute("PRAGMA journal_mode=WAL");
        set.execute("PRAGMA synchronous=FULL");
        set.execute("CREATE TABLE entry (id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID");
      }
      connection.setAutoCommit(false);
      insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)");
    }

    @Override
    public int atOnce() {
      return rows;
    }

    @Override
    public CompletableFuture<?> enter() throws SQLException {
      var opened = entries.opened();
      insert.setString(1, opened.usageId());
      insert.setBytes(2, entries.settled(opened).toBytes());
      insert.executeUpdate();
      CompletableFuture<Void> done = new CompletableFuture<>();
      waiting.add(done);
      if (waiting.size() == rows) {
        connection.commit();
        waiting.forEach(one -> one.complete(null));
        waiting.clear();
      }
      return done;
    }

    @Override
    public void close() throws IOException {
      try (connection) {
        connection.commit();
        waiting.forEach(one -> one.complete(null));
        insert.close();
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }

  /** Every entry is written to the end of a file, which is then forced. */
  record ForceEach(FileChannel file, Entries entries) implements Way {
    static ForceEach in(Path file) throws IOException {
      return new ForceEach(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          new Entries());
    }

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public CompletableFuture<?> enter() throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(entries.settled(entries.opened()).toBytes());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
