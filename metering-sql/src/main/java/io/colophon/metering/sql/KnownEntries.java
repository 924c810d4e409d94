package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.sql.SourceTable.Source;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was taken in before of the generations that entries are about. */
final class KnownEntries {
  private KnownEntries() {}

  /** By key; a generation that is new is not in it. */
  static Map<EntryKey, EntryRow> of(
      Dialect dialect,
      Connection connection,
      Source source,
      LedgerEntries ledger,
      Collection<EntryRow> rows)
      throws SQLException, IOException {
    Set<EntryKey> keys = new HashSet<>();
    rows.forEach(row -> keys.add(row.key()));
    Map<EntryKey, EntryRow> known = EntryTable.find(dialect, connection, source.id(), keys);
    Set<EntryKey> gone = new HashSet<>();
    for (EntryRow row : rows) {
      if (!source.keeps(row.admittedNanos()) && !known.containsKey(row.key())) {
        gone.add(row.key());
      }
    }
    if (!gone.isEmpty()) {
      known.putAll(EarlierEntries.find(ledger, gone, source.position()));
    }
    return known;
  }
}
