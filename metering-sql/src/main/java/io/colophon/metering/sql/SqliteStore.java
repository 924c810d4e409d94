package io.colophon.metering.sql;

import io.colophon.metering.sql.Migrations.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One file that holds nothing but what the ledger says: where it is damaged, or of another version,
 * it is made anew.
 */
final class SqliteStore implements UsageStore {
  private static final Logger log = LoggerFactory.getLogger(SqliteStore.class);
  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIB = 16_384;

  /** How many versions of the tables there were. */
  private static final int VERSION = 2;

  private final Path file;

  SqliteStore(Path file) {
    this.file = file;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Connection writer(String source) throws SQLException, IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    SQLiteDataSource database = database(false);
    int layout = layout();
    Connection connection = database.getConnection();
    try {
      // A start that finds the tables as it knows them need not look through the migrations.
      if (version(connection) != layout) {
        connection.close();
        Migrations.run(database, Dialect.SQLITE);
        connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA user_version = " + layout);
        }
      }
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public void end(Connection writer) throws SQLException {
    writer.close();
  }

  @Override
  public Connection reader() throws SQLException {
    Connection connection = database(true).getConnection();
    try {
      if (version(connection) != layout()) {
        throw new SQLException(file + " is not of this version");
      }
      Dialect.SQLITE.beginReading(connection);
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public boolean discardIfBroken(Exception failure) throws IOException {
    if (!isBroken(failure)) {
      return false;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".broken");
    log.warn(
        "{} cannot be used ({}): it is kept as {} and made anew from the ledger",
        file,
        failure.getMessage(),
        aside);
    for (String ending : new String[] {"-wal", "-shm"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
    }
    if (Files.exists(file)) {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }

  private static boolean isBroken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MigrationException && !isAway(cause)) {
        return true;
      }
      if (cause instanceof SQLiteException sqlite
          && (primary(sqlite) == SQLiteErrorCode.SQLITE_CORRUPT.code
              || primary(sqlite) == SQLiteErrorCode.SQLITE_NOTADB.code)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the disk or another process is to blame, which making it anew does not help. */
  private static boolean isAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        int code = primary(sqlite);
        return code != SQLiteErrorCode.SQLITE_ERROR.code
            && code != SQLiteErrorCode.SQLITE_CORRUPT.code
            && code != SQLiteErrorCode.SQLITE_NOTADB.code;
      }
    }
    return false;
  }

  /** Extended codes carry the primary one in their low byte. */
  private static int primary(SQLiteException failure) {
    return failure.getResultCode().code & 0xff;
  }

  /** Stands for the migrations and the columns; changes when one of them does. */
  private static int layout() {
    return (VERSION << 24) | (new CurrentColumns().getChecksum() & 0xffffff);
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private SQLiteDataSource database(boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    if (readOnly) {
      config.setReadOnly(true);
    } else {
      config.setPageSize(8_192);
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      // A power cut may take the last commits, and the position with them: they are made again.
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    }
    SQLiteDataSource database = new SQLiteDataSource(config);
    database.setUrl("jdbc:sqlite:" + file);
    return database;
  }

  @Override
  public void close() {
    // connections are closed by those who opened them
  }
}
