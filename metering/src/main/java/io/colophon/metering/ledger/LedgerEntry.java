package io.colophon.metering.ledger;

import java.time.Instant;

/** One line of the ledger. Immutable. */
public sealed interface LedgerEntry permits OpenedEntry, SettledEntry, CorrectionEntry {

  /** Identity of the generation's usage: one opened and one settled entry share it. */
  String usageId();

  /** When the entry was made. */
  Instant time();
}
