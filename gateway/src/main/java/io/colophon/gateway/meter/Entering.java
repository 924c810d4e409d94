package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerRefusedException;
import io.colophon.metering.ledger.SettledEntry;
import java.util.concurrent.CompletableFuture;

/** Enters settlements; what the disk does not take is kept for later. Thread-safe. */
final class Entering {
  private final Ledger ledger;
  private final LateSettlements late;
  private final SettlementListener listener;

  Entering(Ledger ledger, LateSettlements late, SettlementListener listener) {
    this.ledger = ledger;
    this.late = late;
    this.listener = listener;
  }

  /** Enters a caller's generation, opened before; completes once it is on disk. */
  CompletableFuture<Long> enter(SettledEntry entry, Generation generation) {
    listener.settled(entry, generation.times(), generation.gaps());
    return write(entry);
  }

  private CompletableFuture<Long> write(SettledEntry entry) {
    return ledger
        .settle(entry)
        .whenComplete(
            (position, failure) -> {
              if (failure != null) {
                late.add(entry);
              }
            });
  }

  /** Opens and enters what nobody knew of before. */
  CompletableFuture<Long> openAndEnter(SettledEntry entry) {
    try {
      ledger.opened(entry.opened());
    } catch (LedgerRefusedException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    listener.settled(entry);
    return write(entry);
  }
}
