package io.colophon.metering.outbox;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.LedgerFeed;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.LedgerVisitor;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SampleEntries;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in memory, with entries that cannot be read and places that are gone. */
public final class EntryList implements LedgerEntries {
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<Long, IOException> failures = new HashMap<>();
  private long firstKept;

  /** Adds an opened and its settled entry. */
  public synchronized SettledEntry settled(String usageId, String tenant) {
    OpenedEntry opened = SampleEntries.opened(usageId, tenant, "key-1", SampleEntries.TIME);
    SettledEntry settled = SampleEntries.settled(opened);
    entries.add(opened);
    entries.add(settled);
    return settled;
  }

  /** Adds the next word on one, which makes it free. */
  public synchronized void corrected(SettledEntry entry, int revision) {
    entries.add(
        new CorrectionEntry(
            revision,
            Instant.parse("2026-12-01T00:00:00Z").plusSeconds(revision),
            "credit note " + revision,
            SampleEntries.settled(
                entry.opened(), EndState.COMPLETED, SampleEntries.tokens(0, revision))));
  }

  /** From now on reading that entry fails so. */
  synchronized void fail(long index, IOException failure) {
    failures.put(index, failure);
  }

  synchronized void repair(long index) {
    failures.remove(index);
  }

  /** Entries before that are gone. */
  synchronized void lose(long before) {
    firstKept = before;
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) {
    throw new UnsupportedOperationException("exporters follow");
  }

  @Override
  public void follow(long index, LedgerFeed feed) throws IOException {
    long end = size();
    for (long i = Math.max(index, firstKept); i < end; i++) {
      LedgerEntry entry;
      synchronized (this) {
        IOException failure = failures.get(i);
        if (failure != null) {
          throw failure;
        }
        entry = entries.get((int) i);
      }
      if (!feed.take(i, entry)) {
        return;
      }
    }
  }

  @Override
  public synchronized long size() {
    return entries.size();
  }

  @Override
  public void close() {}
}
