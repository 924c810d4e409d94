package io.colophon.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir Path folder;

  @Test
  void open_ofTheFirstVersion_keepsItsRowsAndHasTheNewColumns() throws Exception {
    Path file = folder.resolve("colophon.db");
    try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = old.createStatement()) {
      // As version 0.1.0 made it.
      statement.execute(
          "CREATE TABLE operations (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, key_name TEXT,"
              + " idempotency_key TEXT, request BLOB NOT NULL, state TEXT NOT NULL, progress REAL"
              + " NOT NULL, created_millis INTEGER NOT NULL, ended_millis INTEGER, status BLOB,"
              + " response BLOB)");
      statement.execute(
          "INSERT INTO operations (id, tenant, request, state, progress, created_millis)"
              + " VALUES ('01A', 't', x'', 'RUNNING', 0, 1)");
      statement.execute("PRAGMA user_version = 1");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.open(file)) {
      assertThat(text(database, "SELECT state FROM operations WHERE handle IS NULL"))
          .isEqualTo("RUNNING");
      assertThat(text(database, "SELECT count(*) FROM webhook_deliveries")).isEqualTo("0");
    }
    EmbeddedDatabase.open(file).close(); // brought up to date once
  }

  @Test
  void transact_workFails_leavesNothing() throws IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("colophon.db"))) {
      assertThatThrownBy(
              () ->
                  database.transact(
                      connection -> {
                        try (Statement statement = connection.createStatement()) {
                          statement.execute(
                              "INSERT INTO webhook_deliveries VALUES"
                                  + " ('a', 't', 'e', 'x', '{}', 0, 0, 0)");
                        }
                        throw new SQLException("no more");
                      }))
          .isInstanceOf(StorageException.class);

      assertThat(text(database, "SELECT count(*) FROM webhook_deliveries")).isEqualTo("0");
    }
  }

  private static String text(Database database, String sql) {
    return database.run(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
          }
        });
  }
}
