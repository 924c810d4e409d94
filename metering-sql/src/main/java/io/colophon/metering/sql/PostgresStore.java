package io.colophon.metering.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that several gateways share. Nothing in it is ever discarded. */
final class PostgresStore implements UsageStore {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int LOCKS = 0x636f6c6f; // a number of our own among advisory locks

  private final HikariDataSource pool;
  private final DataSource unpooled;
  private volatile boolean migrated;

  PostgresStore(PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("usage-database");
    config.setJdbcUrl(settings.url());
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT.toMillis());
    config.setInitializationFailTimeout(-1); // a database that is away must not stop the start
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "colophon-usage");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "300");
    this.pool = new HikariDataSource(config);
    PGSimpleDataSource single = new PGSimpleDataSource();
    single.setUrl(settings.url());
    if (!settings.user().isEmpty()) {
      single.setUser(settings.user());
    }
    if (!settings.password().isEmpty()) {
      single.setPassword(settings.password());
    }
    this.unpooled = single;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public Connection writer(String source) throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setAutoCommit(false);
      if (!migrated) {
        migrate(connection);
        migrated = true;
      }
      lock(connection, source);
      connection.commit();
      return connection;
    } catch (SQLException | RuntimeException failure) {
      end(connection);
      throw failure;
    }
  }

  /**
   * One gateway after the other: of several that find no table of what has run, all but one would
   * fail. The migrations take connections of their own, since the pool may have one left only.
   */
  private void migrate(Connection turn) throws SQLException {
    try (Statement statement = turn.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + LOCKS + ")");
      turn.commit();
      Migrations.run(unpooled, Dialect.POSTGRESQL);
      statement.execute("SELECT pg_advisory_unlock(" + LOCKS + ")");
      turn.commit();
    }
  }

  /** Held as long as the connection; the pool hands it out to one writer after the other. */
  private static void lock(Connection connection, String source) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?, hashtext(?))")) {
      select.setInt(1, LOCKS);
      select.setString(2, source);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || !row.getBoolean(1)) {
          throw new SQLException(
              "another process writes the usage of instance '"
                  + source
                  + "': expected each gateway to have a name of its own");
        }
      }
    }
  }

  @Override
  public Connection reader() throws SQLException {
    Connection connection = pool.getConnection();
    try {
      Dialect.POSTGRESQL.beginReading(connection);
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  /** A connection that cannot give the lock back must not return to the pool with it. */
  @Override
  public void end(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      writer.rollback();
      statement.execute("SELECT pg_advisory_unlock_all()");
      writer.commit();
    } catch (SQLException broken) {
      pool.evictConnection(writer);
    } finally {
      writer.close();
    }
  }

  @Override
  public boolean discardIfBroken(Exception failure) {
    return false;
  }

  @Override
  public void close() {
    pool.close();
  }
}
