package io.colophon.metering.report;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFeed;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.LedgerVisitor;
import io.colophon.metering.ledger.SettledEntry;
import java.util.List;

/** Entries without a disk; knows no filter. */
record InMemoryLedger(List<SettledEntry> entries) implements LedgerEntries {
  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) {
    for (int i = 0; i < entries.size(); i++) {
      if (!visitor.visit(i, entries.get(i))) {
        return;
      }
    }
  }

  @Override
  public void follow(long index, LedgerFeed feed) {
    for (long i = index; i < entries.size() && feed.take(i, entries.get((int) i)); i++) {
      // the feed says when to stop
    }
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public void close() {}
}
