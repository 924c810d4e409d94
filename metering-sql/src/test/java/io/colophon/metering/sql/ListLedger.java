package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.LedgerFeed;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.LedgerVisitor;
import java.util.List;

/** A ledger in memory that grows when it is told. */
final class ListLedger implements LedgerEntries {
  private final List<LedgerEntry> entries;
  private volatile int size;

  ListLedger(List<? extends LedgerEntry> entries) {
    this(entries, entries.size());
  }

  ListLedger(List<? extends LedgerEntry> entries, int size) {
    this.entries = List.copyOf(entries);
    this.size = size;
  }

  /** Shows so many of its entries. */
  void growTo(int more) {
    size = more;
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) {
    throw new UnsupportedOperationException("projections follow");
  }

  @Override
  public void follow(long index, LedgerFeed feed) {
    int end = size;
    for (long i = index; i < end && feed.take(i, entries.get((int) i)); i++) {
      // the feed says when to stop
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {}
}
