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
   * @throws IOException if the disk fails, or at the first entry that is not what was written
   */
  void follow(long index, LedgerFeed feed) throws IOException;

  /** How many entries can be read now. */
  long size();

  @Override
  void close() throws IOException;
}
