package io.colophon.metering.ledger;

/** Receives settled entries in the order of the ledger, on the thread that reads. */
@FunctionalInterface
public interface LedgerVisitor {

  /**
   * Takes one entry.
   *
   * @param index its position in the ledger, opened entries counted as well
   * @return whether to go on
   */
  boolean visit(long index, SettledEntry entry);
}
