package io.colophon.metering.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code usage_series}, with the ids used last in memory. Not thread-safe. */
final class SeriesTable {
  private static final int CACHED = 16_384;

  private final Dialect dialect;
  private final Map<SeriesKey, Long> ids = new LastUsed<>(CACHED);

  SeriesTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Forgets what is in memory: after a rollback it may not be in the database. */
  void clear() {
    ids.clear();
  }

  /** Ids of all of them; makes those that are missing. */
  Map<SeriesKey, Long> ids(Connection connection, Set<SeriesKey> keys) throws SQLException {
    Map<SeriesKey, Long> found = new HashMap<>();
    // Sorted, so that two writers of new ones wait for each other and not in a circle.
    Map<String, SeriesKey> missing = new TreeMap<>();
    for (SeriesKey key : keys) {
      Long id = ids.get(key);
      if (id == null) {
        missing.put(key.digest(), key);
      } else {
        found.put(key, id);
      }
    }
    if (!missing.isEmpty()) {
      insert(connection, missing);
      select(connection, missing, found);
      ids.putAll(found);
    }
    return found;
  }

  private static void insert(Connection connection, Map<String, SeriesKey> missing)
      throws SQLException {
    String names = String.join(", ", SeriesKey.columns());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO usage_series (digest, "
                + names
                + ") VALUES (?"
                + String.join("", Collections.nCopies(SeriesKey.columns().size(), ", ?"))
                + ") ON CONFLICT (digest) DO NOTHING")) {
      for (Map.Entry<String, SeriesKey> one : missing.entrySet()) {
        insert.setString(1, one.getKey());
        int i = 2;
        for (String value : one.getValue().values()) {
          insert.setString(i++, value);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void select(
      Connection connection, Map<String, SeriesKey> missing, Map<SeriesKey, Long> found)
      throws SQLException {
    Collection<String> digests = missing.keySet();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT digest, id FROM usage_series WHERE "
                + dialect.in("digest", Dialect.Kind.TEXT))) {
      dialect.bindList(select, 1, Dialect.Kind.TEXT, digests);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          SeriesKey key = missing.get(rows.getString(1));
          if (key != null) {
            found.put(key, rows.getLong(2));
          }
        }
      }
    }
  }

  /** A map that forgets what was not used for longest. */
  static final class LastUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    LastUsed(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
