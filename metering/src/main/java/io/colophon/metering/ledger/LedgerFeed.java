package io.colophon.metering.ledger;

import io.colophon.journal.Damage;

/** Receives every entry in the order of the ledger, on the thread that reads. */
@FunctionalInterface
public interface LedgerFeed {

  /**
   * Takes one entry.
   *
   * @param index its position in the ledger, from 0
   * @return whether to go on
   */
  boolean take(long index, LedgerEntry entry);

  /** Told of entries that are passed over since their bytes are not what was written. */
  default void dropped(Damage damage) {}
}
