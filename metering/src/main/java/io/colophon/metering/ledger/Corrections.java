package io.colophon.metering.ledger;

import io.colophon.journal.Journal;
import io.colophon.metering.ledger.LedgerRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Later words on what is settled: each the next revision after the last, one at a time for each
 * generation. Safe for any number of threads.
 */
final class Corrections {
  private final Journal journal;
  private final SettledIds ids;

  /** Those on their way to the disk, with the ledger's size before them. */
  private final ConcurrentMap<String, Long> underWay = new ConcurrentHashMap<>();

  Corrections(Journal journal, SettledIds ids) {
    this.journal = journal;
    this.ids = ids;
  }

  /** See {@link Ledger#correct}. */
  CompletableFuture<Long> enter(CorrectionEntry entry) {
    String usageId = entry.usageId();
    if (underWay.putIfAbsent(usageId, journal.size()) != null) {
      return CompletableFuture.failedFuture(
          new LedgerRefusedException(
              Reason.NOT_NEXT, "another correction of " + usageId + " is being written", null));
    }
    ByteBuffer record;
    try {
      refuseUnlessNext(entry);
      record = EntryWriter.write(entry);
    } catch (IOException | RuntimeException e) {
      underWay.remove(usageId);
      return CompletableFuture.failedFuture(
          e instanceof IOException ? LedgerRefusedException.notWritten(e) : e);
    }
    return journal
        .append(record)
        .handle(
            (index, failure) -> {
              if (failure == null) {
                long millis = entry.corrected().opened().time().toEpochMilli();
                ids.add(usageId, millis, entry.revision(), index);
              }
              underWay.remove(usageId);
              if (failure != null) {
                throw LedgerRefusedException.notWritten(failure);
              }
              return index;
            });
  }

  private void refuseUnlessNext(CorrectionEntry entry) throws IOException {
    String usageId = entry.usageId();
    SettledEntry last = null;
    int revision = -1;
    LedgerEntry found = latest(usageId).orElse(null);
    if (found instanceof SettledEntry settled) {
      last = settled;
      revision = 0;
    } else if (found instanceof CorrectionEntry correction) {
      last = correction.corrected();
      revision = correction.revision();
    }
    String problem = null;
    if (last == null) {
      problem = "is not settled";
    } else if (!last.opened().tenant().equals(entry.corrected().opened().tenant())) {
      problem = "is not of tenant " + entry.corrected().opened().tenant();
    } else if (entry.revision() != revision + 1 || revision >= Ledger.MAX_REVISION) {
      problem = "has revision " + revision + ", so " + entry.revision() + " is not the next";
    }
    if (problem != null) {
      throw new LedgerRefusedException(
          Reason.NOT_NEXT, "usage id " + usageId + " " + problem, null);
    }
  }

  /** See {@link Ledger#latest}. */
  Optional<LedgerEntry> latest(String usageId) throws IOException {
    long found = ids.find(usageId, UsageIds.NO_TIME);
    if (found == IdTable.NONE) {
      return Optional.empty();
    }
    LedgerEntry entry = EntryReader.read(journal.read(IdTable.position(found)));
    return entry.usageId().equals(usageId) ? Optional.of(entry) : Optional.empty();
  }

  /** The highest position, at most {@code size}, below which no correction is under way. */
  long settledBelow(long size) {
    long lowest = size;
    for (long before : underWay.values()) {
      lowest = Math.min(lowest, before);
    }
    return lowest;
  }
}
