package io.colophon.gateway.keys;

import io.colophon.gateway.storage.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The keys of a server, kept by the SHA-256 of their secrets. Calls block. Thread-safe. */
public final class ApiKeys {
  private static final String COLUMNS =
      "id, name, tenant, created_millis, revoked_millis,"
          + " (SELECT team FROM key_teams WHERE key_id = api_keys.id)";

  private final EmbeddedDatabase database;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param random draws secrets: a {@link java.security.SecureRandom} outside of tests
   */
  public ApiKeys(EmbeddedDatabase database, Clock clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A new key.
   *
   * @param secret what the caller sends; not kept, so this is the only chance to see it
   */
  public record Created(ApiKey key, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[key=" + key + "]";
    }
  }

  /**
   * Makes a key.
   *
   * @param team the part of the tenant that it is for; empty for none
   * @return empty if the tenant has a working key of that name
   */
  public Optional<Created> create(String tenant, Optional<String> team, String name) {
    KeySecret secret = KeySecret.draw(random);
    ApiKey key =
        new ApiKey(
            secret.id(),
            name,
            tenant,
            team,
            Instant.ofEpochMilli(clock.millis()),
            Optional.empty());
    int rows =
        database.run(
            connection -> {
              try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO api_keys (id, name, tenant, digest, created_millis)"
                          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, key.id());
                insert.setString(2, name);
                insert.setString(3, tenant);
                insert.setString(4, secret.digest());
                insert.setLong(5, key.created().toEpochMilli());
                int made = insert.executeUpdate();
                if (made == 1 && team.isPresent()) {
                  addTeam(connection, key.id(), team.get());
                }
                return made;
              }
            });
    return rows == 1 ? Optional.of(new Created(key, secret.text())) : Optional.empty();
  }

  private static void addTeam(Connection connection, String id, String team) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO key_teams (key_id, team) VALUES (?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, team);
      insert.executeUpdate();
    }
  }

  /** The teams of all keys that were made for one. */
  public KeyTeams teams() {
    return new KeyTeams(list());
  }

  /** All keys, ended ones too, oldest first. */
  public List<ApiKey> list() {
    return database.run(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT " + COLUMNS + " FROM api_keys ORDER BY created_millis, id")) {
            return read(select);
          }
        });
  }

  /**
   * Ends a working key.
   *
   * @return the ended key; empty if the tenant has no working key of that name
   */
  public Optional<ApiKey> revoke(String tenant, String name) {
    long now = clock.millis();
    return database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE api_keys SET revoked_millis = ? WHERE tenant = ? AND name = ?"
                      + " AND revoked_millis IS NULL RETURNING "
                      + COLUMNS)) {
            update.setLong(1, now);
            update.setString(2, tenant);
            update.setString(3, name);
            return read(update).stream().findFirst();
          }
        });
  }

  /** The working key with that digest of its secret. */
  Optional<ApiKey> findWorking(String digest) {
    return database.run(connection -> findWorking(connection, digest));
  }

  private static Optional<ApiKey> findWorking(Connection connection, String digest)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM api_keys WHERE digest = ? AND revoked_millis IS NULL")) {
      select.setString(1, digest);
      return read(select).stream().findFirst();
    }
  }

  /** Whether a key was ever made; from then on callers need one. */
  boolean anyMade() {
    return database.run(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT 1 FROM api_keys LIMIT 1");
              ResultSet rows = select.executeQuery()) {
            return rows.next();
          }
        });
  }

  private static List<ApiKey> read(PreparedStatement statement) throws SQLException {
    List<ApiKey> keys = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Optional<Instant> revoked = instant(rows, 5);
        keys.add(
            new ApiKey(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                Optional.ofNullable(rows.getString(6)),
                Instant.ofEpochMilli(rows.getLong(4)),
                revoked));
      }
    }
    return keys;
  }

  private static Optional<Instant> instant(ResultSet rows, int column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
