package io.colophon.metering.ledger;

import io.colophon.journal.Damage;
import io.colophon.journal.Journal;
import io.colophon.journal.RecordVisitor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the generations that the last run left open and settles them. */
final class Replay implements RecordVisitor {
  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  /** Settlements on their way to the disk at once. */
  private static final int AT_ONCE = 1_000;

  private final Journal journal;
  private final SettledIds ids;
  private final Map<String, Long> open = new LinkedHashMap<>();
  private final List<Damage> dropped = new ArrayList<>();

  private Replay(Journal journal, SettledIds ids) {
    this.journal = journal;
    this.ids = ids;
  }

  /**
   * What was found.
   *
   * @param recovery for the ledger's owner
   * @param goingOn entries that stay open, with their positions
   */
  record Found(Recovery recovery, Map<OpenedEntry, Long> goingOn) {}

  /**
   * Settles what the last run left open and nobody goes on with.
   *
   * @param from the first entry that can be open, or settled and not in {@code ids}
   * @param goesOn usage ids that somebody will settle himself
   */
  static Found settleInterrupted(
      Journal journal,
      SettledIds ids,
      long from,
      Clock clock,
      Predicate<String> goesOn,
      InterruptedSettlement settlement)
      throws IOException {
    long size = journal.size();
    Replay replay = new Replay(journal, ids);
    journal.read(from, replay);
    return replay.settle(size, from, clock, goesOn, settlement);
  }

  @Override
  public boolean visit(long index, ByteBuffer record) throws IOException {
    EntryHead head = EntryHead.read(record);
    if (head.kind() == EntryHead.OPENED) {
      open.put(head.usageId(), index);
    } else {
      open.remove(head.usageId());
      ids.add(head.usageId(), head.millis(), head.revision(), index);
    }
    return true;
  }

  @Override
  public void dropped(Damage damage) {
    dropped.add(damage);
  }

  private Found settle(
      long size, long from, Clock clock, Predicate<String> goesOn, InterruptedSettlement settlement)
      throws IOException {
    Map<OpenedEntry, Long> goingOn = new LinkedHashMap<>();
    List<OpenedEntry> interrupted = new ArrayList<>(open.size());
    List<CompletableFuture<Long>> settlements = new ArrayList<>();
    for (long index : open.values()) {
      OpenedEntry opened = (OpenedEntry) EntryReader.read(journal.read(index));
      if (ids.find(opened.usageId(), opened.time().toEpochMilli()) != IdTable.NONE) {
        log.warn("generation {} was opened again after it was settled", opened.usageId());
      } else if (goesOn.test(opened.usageId())) {
        goingOn.put(opened, index);
      } else {
        interrupted.add(opened);
        settlements.add(write(opened, clock.instant(), settlement));
        if (settlements.size() == AT_ONCE) {
          await(settlements); // keeps within the journal's queue
        }
      }
    }
    await(settlements);
    if (!interrupted.isEmpty()) {
      log.warn("{} generations were interrupted by the end of the last run", interrupted.size());
    }
    List<Damage> lost = dropped.isEmpty() ? journal.dropped() : dropped;
    lost.forEach(damage -> log.error("the ledger has lost {}", damage));
    return new Found(
        new Recovery(size + interrupted.size(), size - from, interrupted, lost), goingOn);
  }

  private CompletableFuture<Long> write(
      OpenedEntry opened, Instant clock, InterruptedSettlement settlement) {
    Instant now = clock.isBefore(opened.time()) ? opened.time() : clock;
    return journal
        .append(EntryWriter.write(entry(opened, now, settlement)))
        .thenApply(
            position -> {
              ids.add(opened.usageId(), opened.time().toEpochMilli(), 0, position);
              return position;
            });
  }

  private static SettledEntry entry(
      OpenedEntry opened, Instant now, InterruptedSettlement settlement) {
    try {
      SettledEntry entry = settlement.settle(opened, now);
      if (entry.opened().equals(opened)) {
        return entry;
      }
      log.error("generation {} is settled by default, not as {}", opened.usageId(), entry);
    } catch (RuntimeException e) {
      log.error("generation {} is settled by default", opened.usageId(), e);
    }
    return InterruptedSettlement.OF_RESERVATION.settle(opened, now);
  }

  private static void await(List<CompletableFuture<Long>> settlements) throws IOException {
    try {
      CompletableFuture.allOf(settlements.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IOException("interrupted generations could not be settled", e.getCause());
    }
    settlements.clear();
  }
}
