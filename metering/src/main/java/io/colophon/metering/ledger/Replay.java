package io.colophon.metering.ledger;

import io.colophon.journal.Journal;
import java.io.IOException;
import java.time.Clock;
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
final class Replay {
  private static final Logger log = LoggerFactory.getLogger(Replay.class);

  private Replay() {}

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
   * @param goesOn usage ids that somebody will settle himself
   */
  static Found settleInterrupted(
      Journal journal, ReplayMark mark, Clock clock, Predicate<String> goesOn) throws IOException {
    long size = journal.size();
    long from = mark.read(size);
    Map<String, Long> open = open(journal, from);
    Map<OpenedEntry, Long> goingOn = new LinkedHashMap<>();
    List<OpenedEntry> interrupted = new ArrayList<>(open.size());
    List<CompletableFuture<Long>> settlements = new ArrayList<>(open.size());
    for (long index : open.values()) {
      if (EntryReader.read(journal.read(index)) instanceof OpenedEntry opened) {
        if (goesOn.test(opened.usageId())) {
          goingOn.put(opened, index);
          continue;
        }
        interrupted.add(opened);
        settlements.add(
            journal.append(EntryWriter.write(SettledEntry.interrupted(opened, clock.instant()))));
      }
      if (settlements.size() % 1_000 == 0) {
        await(settlements); // keeps within the journal's queue
      }
    }
    await(settlements);
    if (!interrupted.isEmpty()) {
      log.warn("{} generations were interrupted by the end of the last run", interrupted.size());
    }
    return new Found(new Recovery(size + interrupted.size(), size - from, interrupted), goingOn);
  }

  /** Ids that are opened at or after {@code from} and not settled, with their positions. */
  private static Map<String, Long> open(Journal journal, long from) throws IOException {
    Map<String, Long> open = new LinkedHashMap<>();
    journal.read(
        from,
        (index, record) -> {
          EntryHead head = EntryHead.read(record);
          if (head.settled()) {
            open.remove(head.usageId());
          } else {
            open.put(head.usageId(), index);
          }
          return true;
        });
    return open;
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
