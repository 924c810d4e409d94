package io.colophon.metering.ledger;

import java.io.IOException;

/** Reading of a ledger, one entry in memory at a time. Blocks for the disk. */
public interface LedgerEntries extends AutoCloseable {

  /**
   * Visits the settled entries that match, up to the end at the time of the call.
   *
   * @throws IOException if the disk fails, or at the first entry that is not what was written
   */
  void read(LedgerFilter filter, LedgerVisitor visitor) throws IOException;

  /**
   * Hands on every entry from {@code index} on, opened and corrected ones as well, up to the end at
   * the time of the call. For those that follow the ledger and keep their own place in it.
   *
   * @param index position of the first entry, 0 or more; beyond the end nothing is handed on
   * @throws UnreadableEntryException at the first entry that is not understood; going on behind it
   *     is possible
   * @throws IOException if the disk fails, or at the first entry that is not what was written
   */
  void follow(long index, LedgerFeed feed) throws IOException;

  /**
   * As {@link #follow}, without opened entries, which a ledger on disk need not parse. Positions
   * are the same.
   */
  default void followSettled(long index, LedgerFeed feed) throws IOException {
    follow(index, (position, entry) -> entry instanceof OpenedEntry || feed.take(position, entry));
  }

  /** How many entries can be read now; where some were lost, one more than the last position. */
  long size();

  @Override
  void close() throws IOException;
}
