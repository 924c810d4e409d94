package io.colophon.gateway.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * One SQLite file, safe for several processes: the server and the command line work on it at the
 * same time. Calls block and belong on the pool; they are made one at a time.
 */
public final class EmbeddedDatabase implements Database, AutoCloseable {
  private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";
  private static final int BUSY_MILLIS = 5000;

  /** Statements of each schema version, in order; a released one is never changed. */
  private static final List<List<String>> SCHEMA =
      List.of(
          List.of(
              """
              CREATE TABLE api_keys (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                tenant TEXT NOT NULL,
                digest TEXT NOT NULL UNIQUE,
                created_millis INTEGER NOT NULL,
                revoked_millis INTEGER)
              """,
              """
              CREATE UNIQUE INDEX working_key_names ON api_keys (tenant, name)
                WHERE revoked_millis IS NULL
              """,
              """
              CREATE TABLE operations (
                id TEXT PRIMARY KEY,
                tenant TEXT NOT NULL,
                key_name TEXT,
                idempotency_key TEXT,
                request BLOB NOT NULL,
                state TEXT NOT NULL,
                progress REAL NOT NULL,
                created_millis INTEGER NOT NULL,
                ended_millis INTEGER,
                status BLOB,
                response BLOB)
              """,
              """
              CREATE UNIQUE INDEX operation_idempotency ON operations (tenant, idempotency_key)
                WHERE idempotency_key IS NOT NULL
              """,
              "CREATE INDEX operations_by_tenant ON operations (tenant, created_millis, id)"),
          List.of(
              // What an upstream knows a job by, and until when it may run.
              "ALTER TABLE operations ADD COLUMN target TEXT",
              "ALTER TABLE operations ADD COLUMN handle TEXT",
              "ALTER TABLE operations ADD COLUMN deadline_millis INTEGER",
              "ALTER TABLE operations ADD COLUMN cancel_millis INTEGER",
              // The entry of the ledger that is made of it.
              "ALTER TABLE operations ADD COLUMN entry BLOB",
              // What becomes of the upstream's job after the operation has ended.
              "ALTER TABLE operations ADD COLUMN late_state TEXT",
              "ALTER TABLE operations ADD COLUMN late_until_millis INTEGER",
              "ALTER TABLE operations ADD COLUMN late_next_millis INTEGER",
              "ALTER TABLE operations ADD COLUMN late_tries INTEGER",
              "ALTER TABLE operations ADD COLUMN late_ended_millis INTEGER",
              "ALTER TABLE operations ADD COLUMN late_response BLOB",
              "ALTER TABLE operations ADD COLUMN late_entry BLOB",
              """
              CREATE INDEX operations_watched ON operations (late_next_millis)
                WHERE late_state IN ('WATCHING', 'SETTLING')
              """,
              """
              CREATE TABLE webhook_deliveries (
                id TEXT PRIMARY KEY,
                tenant TEXT NOT NULL,
                endpoint TEXT NOT NULL,
                event TEXT NOT NULL,
                payload TEXT NOT NULL,
                tries INTEGER NOT NULL,
                next_millis INTEGER NOT NULL,
                until_millis INTEGER NOT NULL)
              """,
              "CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_millis)"),
          List.of(
              // The part of a tenant that a key was made for.
              "CREATE TABLE key_teams (key_id TEXT PRIMARY KEY, team TEXT NOT NULL)",
              "ALTER TABLE operations ADD COLUMN team TEXT"));

  private final Connection connection;

  private EmbeddedDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the file, makes it if it is missing, and brings its schema up to date.
   *
   * @throws IOException if the file cannot be opened or written, or is of a newer version
   */
  public static EmbeddedDatabase open(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
      unpackInto(folder.resolve("cache"));
    }
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      EmbeddedDatabase database = new EmbeddedDatabase(connection);
      try {
        database.prepare();
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
      return database;
    } catch (SQLException failure) {
      throw new IOException(
          "cannot use the database " + file + ": " + failure.getMessage(), failure);
    }
  }

  /**
   * Sees to it that SQLite finds its library beside the data where a server unpacked it, for those
   * who only read.
   */
  public static void unpackNear(Path file) throws IOException {
    Path cache = file.resolveSibling("cache");
    if (Files.isWritable(cache)) {
      unpackInto(cache);
    }
  }

  /**
   * SQLite unpacks its library at first use: beside the data rather than into the system's folder.
   */
  private static void unpackInto(Path folder) throws IOException {
    if (System.getProperty(LIBRARY_FOLDER) == null) {
      Files.createDirectories(folder);
      System.setProperty(LIBRARY_FOLDER, folder.toString());
    }
  }

  private void prepare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("BEGIN IMMEDIATE");
      int version = intOf(statement, "PRAGMA user_version");
      if (version > SCHEMA.size()) {
        throw new SQLException(
            "its schema has version " + version + ", expected at most " + SCHEMA.size());
      }
      for (List<String> step : SCHEMA.subList(version, SCHEMA.size())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA user_version = " + SCHEMA.size());
      statement.execute("COMMIT");
    }
  }

  @Override
  public synchronized <T> T run(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException failure) {
      throw new StorageException("the database failed: " + failure.getMessage(), failure);
    }
  }

  /** A number that changes when another process has changed the file. */
  public int changeMark() {
    return run(
        open -> {
          try (Statement statement = open.createStatement()) {
            return intOf(statement, "PRAGMA data_version");
          }
        });
  }

  private static int intOf(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new StorageException("the database could not be closed", failure);
    }
  }
}
