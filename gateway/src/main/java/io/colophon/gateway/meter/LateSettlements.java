package io.colophon.gateway.meter;

import io.colophon.gateway.work.Completion;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.SettledEntry;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settlements that the disk did not take, to be written when it takes writes again. What is still
 * here when the process ends is settled as interrupted at the next start. Thread-safe.
 */
public final class LateSettlements {
  private static final Logger log = LoggerFactory.getLogger(LateSettlements.class);

  /** More than can be admitted while the disk takes nothing: admission refuses by then. */
  private static final int MOST = 100_000;

  private final Ledger ledger;
  private final ArrayDeque<SettledEntry> waiting = new ArrayDeque<>();
  private long lost;

  public LateSettlements(Ledger ledger) {
    this.ledger = ledger;
  }

  synchronized void add(SettledEntry entry) {
    if (waiting.size() < MOST) {
      waiting.add(entry);
    } else {
      lost++;
    }
  }

  /** Settlements that wait. */
  public synchronized int waiting() {
    return waiting.size();
  }

  /** Settlements that found no place to wait; the next start settles them as interrupted. */
  public synchronized long lost() {
    return lost;
  }

  /** Tries again, once for each, if the disk takes writes. To be called every second or so. */
  public void retry() {
    if (!ledger.healthy()) {
      return;
    }
    for (SettledEntry entry : takeAll()) {
      Completion.of(
          ledger.settle(entry),
          (position, failure) -> {
            if (failure != null) {
              add(entry);
            } else {
              log.info("generation {} is settled, late", entry.usageId());
            }
          });
    }
  }

  private synchronized SettledEntry[] takeAll() {
    SettledEntry[] all = waiting.toArray(new SettledEntry[0]);
    waiting.clear();
    return all;
  }
}
