package io.colophon.gateway.webhooks;

import io.colophon.gateway.storage.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events on their way, in the database. Calls block. Thread-safe. */
public final class DeliveryStore {
  private final Database database;

  public DeliveryStore(Database database) {
    this.database = database;
  }

  /** Adds deliveries, in the transaction that the connection is in. */
  public static void add(Connection connection, List<Delivery> deliveries) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO webhook_deliveries (id, tenant, endpoint, event, payload, tries,"
                + " next_millis, until_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Delivery delivery : deliveries) {
        insert.setString(1, delivery.id());
        insert.setString(2, delivery.tenant());
        insert.setString(3, delivery.endpoint());
        insert.setString(4, delivery.event());
        insert.setString(5, delivery.payload());
        insert.setInt(6, delivery.tries());
        insert.setLong(7, delivery.next().toEpochMilli());
        insert.setLong(8, delivery.until().toEpochMilli());
        insert.executeUpdate();
      }
    }
  }

  /** What is to be sent by now, the longest due first. */
  List<Delivery> due(Instant now, int limit) {
    return database.run(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT id, tenant, endpoint, event, payload, tries, next_millis, until_millis"
                      + " FROM webhook_deliveries WHERE next_millis <= ?"
                      + " ORDER BY next_millis LIMIT ?")) {
            select.setLong(1, now.toEpochMilli());
            select.setInt(2, limit);
            return read(select);
          }
        });
  }

  private static List<Delivery> read(PreparedStatement select) throws SQLException {
    List<Delivery> found = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Delivery(
                rows.getString("id"),
                rows.getString("tenant"),
                rows.getString("endpoint"),
                rows.getString("event"),
                rows.getString("payload"),
                rows.getInt("tries"),
                Instant.ofEpochMilli(rows.getLong("next_millis")),
                Instant.ofEpochMilli(rows.getLong("until_millis"))));
      }
    }
    return found;
  }

  /** Notes a try in vain. */
  void again(String id, int tries, Instant next) {
    database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE webhook_deliveries SET tries = ?, next_millis = ? WHERE id = ?")) {
            update.setInt(1, tries);
            update.setLong(2, next.toEpochMilli());
            update.setString(3, id);
            return update.executeUpdate();
          }
        });
  }

  /** Forgets one that is delivered or given up. */
  void delete(String id) {
    database.run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM webhook_deliveries WHERE id = ?")) {
            delete.setString(1, id);
            return delete.executeUpdate();
          }
        });
  }
}
