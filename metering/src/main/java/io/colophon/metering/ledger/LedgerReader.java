package io.colophon.metering.ledger;

import io.colophon.journal.Damage;
import io.colophon.journal.JournalReader;
import io.colophon.journal.JournalRecords;
import io.colophon.journal.RecordVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A ledger open for reading only, beside a running server or without one. */
final class LedgerReader implements LedgerEntries {
  private static final Logger log = LoggerFactory.getLogger(LedgerReader.class);

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
    journal.read(index, new Feeding(feed, true));
  }

  @Override
  public void followSettled(long index, LedgerFeed feed) throws IOException {
    journal.read(index, new Feeding(feed, false));
  }

  @Override
  public long size() {
    return journal.size();
  }

  static void read(JournalRecords journal, LedgerFilter filter, LedgerVisitor visitor)
      throws IOException {
    LedgerFeed settled =
        (index, entry) ->
            !(entry instanceof SettledEntry one)
                || !filter.matches(one)
                || visitor.visit(index, one);
    journal.read(0, new Feeding(settled, false));
  }

  /** Parses what the journal holds. */
  record Feeding(LedgerFeed feed, boolean opened) implements RecordVisitor {
    @Override
    public boolean visit(long index, ByteBuffer record) throws IOException {
      return (!opened && EntryHead.read(record).kind() == EntryHead.OPENED)
          || feed.take(index, entry(index, record));
    }

    private static LedgerEntry entry(long position, ByteBuffer record) throws IOException {
      try {
        return EntryReader.read(record);
      } catch (IOException unreadable) {
        throw new UnreadableEntryException(position, unreadable);
      }
    }

    @Override
    public void dropped(Damage damage) {
      log.warn("the ledger is read without {}", damage);
      feed.dropped(damage);
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
