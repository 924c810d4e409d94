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

  @Override
  void close() throws IOException;
}
