package io.colophon.metering.sql;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of the ledger: so many entries at once are in memory, and no more. Not thread-safe. */
final class Batch {
  /** Most entries that are read, opened ones as well. */
  static final int MAX_ENTRIES = 16_384;

  /** Most settled ones among them. */
  static final int MAX_ROWS = 8_192;

  private final List<EntryRow> rows = new ArrayList<>();
  private long end;
  private @Nullable String lastUsageId;

  private Batch(long from) {
    this.end = from;
  }

  static Batch read(LedgerEntries ledger, long from) throws IOException {
    Batch batch = new Batch(from);
    ledger.follow(from, (index, entry) -> batch.take(index, entry) < from + MAX_ENTRIES);
    return batch;
  }

  private long take(long index, LedgerEntry entry) {
    end = index + 1;
    lastUsageId = entry.usageId();
    if (entry instanceof SettledEntry settled) {
      rows.add(EntryRow.of(index, 0, settled));
    } else if (entry instanceof CorrectionEntry correction) {
      rows.add(EntryRow.of(index, correction.revision(), correction.corrected()));
    }
    return rows.size() < MAX_ROWS ? end : Long.MAX_VALUE;
  }

  /** Settled and corrected ones, in the order of the ledger. */
  List<EntryRow> rows() {
    return rows;
  }

  /** Position after the last entry read. */
  long end() {
    return end;
  }

  /** Usage id of the last entry read; null when none was. */
  @Nullable String lastUsageId() {
    return lastUsageId;
  }
}
