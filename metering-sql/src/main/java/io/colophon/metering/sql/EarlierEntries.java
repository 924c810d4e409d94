package io.colophon.metering.sql;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Finds in the ledger what the table no longer keeps. Reads from the beginning: rare and slow. */
final class EarlierEntries {
  private EarlierEntries() {}

  /** The highest revision before a position of each of these that is there at all. */
  static Map<EntryKey, EntryRow> find(LedgerEntries ledger, Set<EntryKey> keys, long before)
      throws IOException {
    Map<EntryKey, EntryRow> found = new HashMap<>();
    ledger.followSettled(
        0,
        (index, entry) -> {
          if (index >= before) {
            return false;
          }
          if (entry instanceof SettledEntry settled) {
            keep(found, keys, index, 0, settled);
          } else if (entry instanceof CorrectionEntry correction) {
            keep(found, keys, index, correction.revision(), correction.corrected());
          }
          return true;
        });
    return found;
  }

  private static void keep(
      Map<EntryKey, EntryRow> found,
      Set<EntryKey> keys,
      long index,
      int revision,
      SettledEntry entry) {
    EntryKey key = new EntryKey(StoredText.of(entry.opened().tenant()), entry.usageId());
    if (keys.contains(key)) {
      EntryRow known = found.get(key);
      if (known == null || known.revision() < revision) {
        found.put(key, EntryRow.of(index, revision, entry));
      }
    }
  }
}
