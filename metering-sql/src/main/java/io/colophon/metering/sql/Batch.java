package io.colophon.metering.sql;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.ledger.UnreadableEntryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A piece of the ledger: so many entries are in memory at once, and no more. Not thread-safe. */
final class Batch {
  private static final Logger log = LoggerFactory.getLogger(Batch.class);

  /** Most settled and corrected entries. */
  static final int MAX_ROWS = 8_192;

  private final List<EntryRow> rows = new ArrayList<>();
  private long end;
  private @Nullable String lastUsageId;

  private Batch(long from) {
    this.end = from;
  }

  /**
   * Reads from a position on. An entry that cannot be understood is left out, since those behind it
   * must not wait for it: the log says so, and a check of the ledger finds it.
   */
  static Batch read(LedgerEntries ledger, long from) throws IOException {
    Batch batch = new Batch(from);
    long size = ledger.size();
    try {
      boolean[] full = new boolean[1];
      ledger.followSettled(
          from,
          (index, entry) -> {
            batch.take(index, entry);
            full[0] = batch.rows.size() == MAX_ROWS;
            return !full[0];
          });
      if (!full[0]) {
        batch.end = Math.max(batch.end, size); // what follows is opened only
      }
    } catch (UnreadableEntryException unreadable) {
      log.error(
          "entry {} of the ledger cannot be read and is in no report of the usage database",
          unreadable.index(),
          unreadable);
      batch.end = unreadable.index() + 1;
    }
    if (batch.end > from) {
      batch.lastUsageId = usageIdAt(ledger, batch.end - 1);
    }
    return batch;
  }

  /** Usage id of one entry; null when there is none, or none that can be read. */
  static @Nullable String usageIdAt(LedgerEntries ledger, long position) throws IOException {
    AtomicReference<@Nullable String> found = new AtomicReference<>();
    try {
      ledger.follow(
          position,
          (index, entry) -> {
            found.set(entry.usageId());
            return false;
          });
    } catch (UnreadableEntryException unreadable) {
      log.debug("entry {} of the ledger cannot be read", position, unreadable);
    }
    return found.get();
  }

  private void take(long index, LedgerEntry entry) {
    end = index + 1;
    if (entry instanceof SettledEntry settled) {
      rows.add(EntryRow.of(index, 0, settled));
    } else if (entry instanceof CorrectionEntry correction) {
      rows.add(EntryRow.of(index, correction.revision(), correction.corrected()));
    }
  }

  /** Settled and corrected ones, in the order of the ledger. */
  List<EntryRow> rows() {
    return rows;
  }

  /** Position after the last entry read. */
  long end() {
    return end;
  }

  /** Usage id of the entry before {@link #end}; null when none can be read there. */
  @Nullable String lastUsageId() {
    return lastUsageId;
  }
}
