package io.colophon.metering.ledger;

import io.colophon.journal.JournalReader;
import io.colophon.journal.JournalRecords;
import java.io.IOException;

/** A ledger open for reading only, beside a running server or without one. */
final class LedgerReader implements LedgerEntries {
  private final JournalReader journal;

  LedgerReader(JournalReader journal) {
    this.journal = journal;
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) throws IOException {
    read(journal, filter, visitor);
  }

  @Override
  public void follow(long index, LedgerFeed feed) throws IOException {
    follow(journal, index, feed);
  }

  @Override
  public long size() {
    return journal.size();
  }

  static void follow(JournalRecords journal, long index, LedgerFeed feed) throws IOException {
    journal.read(index, (position, record) -> feed.take(position, EntryReader.read(record)));
  }

  static void read(JournalRecords journal, LedgerFilter filter, LedgerVisitor visitor)
      throws IOException {
    journal.read(
        0,
        (index, record) ->
            !EntryHead.read(record).settled()
                || !(EntryReader.read(record) instanceof SettledEntry entry)
                || !filter.matches(entry)
                || visitor.visit(index, entry));
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
