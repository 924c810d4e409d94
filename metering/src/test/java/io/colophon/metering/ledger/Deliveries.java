package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.colophon.journal.Damage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What happens to a ledger in the worst of worlds: generations opened, settled and corrected in any
 * order, delivered again before and after their acknowledgement, and again after a restart by
 * somebody who never learnt the outcome. Keeps count of what was acknowledged.
 */
final class Deliveries {
  private final Random random;
  private final String name;
  private final List<OpenedEntry> open = new ArrayList<>();
  private final List<SettledEntry> settled = new ArrayList<>();
  private final List<LedgerEntry> unsure = new ArrayList<>();
  private final Map<String, LedgerEntry> acknowledged = new ConcurrentHashMap<>();
  private final List<UnderWay> underWay = new ArrayList<>();
  private int next;

  private record UnderWay(LedgerEntry entry, CompletableFuture<Long> outcome) {}

  Deliveries(Random random, String name) {
    this.random = random;
    this.name = name;
  }

  long acknowledged() {
    return acknowledged.size();
  }

  /** Every third generation is a job, which somebody takes up after a restart. */
  boolean goesOn(String usageId) {
    return usageId.hashCode() % 3 == 0;
  }

  void step(Ledger ledger) throws IOException {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> open(ledger);
      case 6, 7, 8, 9, 10 -> pick(open).ifPresent(entry -> settle(ledger, entry));
      case 11 -> pick(settled).ifPresent(entry -> track(entry, ledger.settle(entry)));
      case 12 -> pick(settled).ifPresent(entry -> openAgain(ledger, entry));
      case 13, 14 -> pick(settled).ifPresent(entry -> correct(ledger, entry, 1));
      case 15 -> pick(settled).ifPresent(entry -> correct(ledger, entry, 1 + random.nextInt(4)));
      case 16 -> ledger.checkpoint();
      default -> {
        pick(underWay).ifPresent(one -> await(one.outcome()));
      }
    }
  }

  private void open(Ledger ledger) {
    OpenedEntry entry = SampleEntries.opened(name + "-" + next++);
    try {
      ledger.opened(entry);
      open.add(entry);
    } catch (LedgerRefusedException stopped) {
      assertThat(stopped.reason()).isNotEqualTo(LedgerRefusedException.Reason.NOT_OPEN);
    }
  }

  private void settle(Ledger ledger, OpenedEntry opened) {
    SettledEntry entry =
        SampleEntries.settled(
            opened, EndState.COMPLETED, SampleEntries.tokens(random.nextInt(9_999), 1));
    open.remove(opened);
    settled.add(entry);
    track(entry, ledger.settle(entry));
    if (random.nextInt(5) == 0) {
      track(entry, ledger.settle(entry));
    }
  }

  private void openAgain(Ledger ledger, SettledEntry entry) {
    try {
      ledger.opened(entry.opened());
      track(entry, ledger.settle(entry));
    } catch (LedgerRefusedException refused) {
      // settled already, or the disk stands still
      assertThat(refused.reason()).isNotNull();
    }
  }

  private void correct(Ledger ledger, SettledEntry entry, int revision) {
    CorrectionEntry correction =
        new CorrectionEntry(revision, entry.time(), "round " + random.nextInt(9), entry);
    track(correction, ledger.correct(correction));
  }

  private void track(LedgerEntry entry, CompletableFuture<Long> outcome) {
    underWay.add(new UnderWay(entry, outcome));
    CompletableFuture<Long> unused =
        outcome.whenComplete(
            (position, failure) -> {
              if (failure == null) {
                LedgerEntry before = acknowledged.putIfAbsent(key(entry), entry);
                if (before != null) {
                  acknowledged.put("twice: " + key(entry), entry);
                }
              }
            });
  }

  /** A crash: those who wait for an outcome learn none. */
  void forgetOutcomes() {
    underWay.forEach(one -> await(one.outcome()));
    for (UnderWay one : underWay) {
      if (!acknowledged.containsKey(key(one.entry()))) {
        unsure.add(one.entry());
      }
    }
    underWay.clear();
  }

  /** What nobody knows the outcome of comes again, in any order, and more than once. */
  void deliverAgain(Ledger ledger) {
    List<LedgerEntry> again = new ArrayList<>(unsure);
    again.addAll(settled.subList(Math.max(0, settled.size() - 3), settled.size()));
    Collections.shuffle(again, random);
    for (LedgerEntry entry : again) {
      if (entry instanceof SettledEntry one) {
        track(one, ledger.settle(one));
        if (!goesOn(one.usageId())) {
          openAgain(ledger, one);
        }
      }
    }
    unsure.clear();
    forgetOutcomes();
  }

  /** Everything acknowledged is there as it was, each key once, revisions without a gap. */
  void check(LedgerEntries ledger) throws IOException {
    Map<String, LedgerEntry> found = new HashMap<>();
    Map<String, Integer> revisions = new HashMap<>();
    ledger.followSettled(
        0,
        new LedgerFeed() {
          @Override
          public boolean take(long index, LedgerEntry entry) {
            assertThat(found.put(key(entry), entry)).as(key(entry)).isNull();
            int revision = entry instanceof CorrectionEntry correction ? correction.revision() : 0;
            Integer before = revisions.put(entry.usageId(), revision);
            assertThat(before == null ? -1 : before).as(key(entry)).isEqualTo(revision - 1);
            return true;
          }

          @Override
          public void dropped(Damage damage) {
            fail("nothing may be lost: " + damage);
          }
        });
    acknowledged.forEach((key, entry) -> assertThat(found.get(key)).as(key).isEqualTo(entry));
  }

  private static String key(LedgerEntry entry) {
    return entry.usageId()
        + "/"
        + (entry instanceof CorrectionEntry correction ? correction.revision() : 0);
  }

  private static void await(CompletableFuture<Long> outcome) {
    outcome.handle((position, failure) -> 0).orTimeout(120, TimeUnit.SECONDS).join();
  }

  private <T> Optional<T> pick(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
  }
}
