package io.colophon.metering.sql;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for the tests of one JVM. Where it cannot be started they are skipped and say
 * so; with {@code CI=true} in the environment they fail instead.
 */
final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres server;
  private static Exception failure;

  private PostgresServer() {}

  private static synchronized EmbeddedPostgres server() {
    if (server == null && failure == null) {
      try {
        server = EmbeddedPostgres.builder().start();
      } catch (IOException | RuntimeException cause) {
        failure = cause;
      }
    }
    if (failure != null) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("PostgreSQL must start where CI=true", failure);
      }
      abort("PostgreSQL cannot be started here: " + failure);
    }
    return server;
  }

  /** Address of a new, empty database. */
  static String newDatabase() throws SQLException {
    String name = "usage_" + DATABASES.incrementAndGet();
    execute(server().getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
    return server().getJdbcUrl("postgres", name);
  }

  static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
