package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.journal.JournalOptions;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.LedgerRefusedException.Reason;
import io.colophon.metering.price.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerTest {
  private static final Instant RESTART = Instant.parse("2026-11-23T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(RESTART, ZoneOffset.UTC);

  @TempDir Path dir;

  @Test
  void settle_openGeneration_isDurableAndRead() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      OpenedEntry opened = SampleEntries.opened("u1");
      ledger.opened(opened);
      assertThat(ledger.openGenerations()).isEqualTo(1);
      assertThat(settle(ledger, opened)).isEqualTo(1L);
      assertThat(ledger.openGenerations()).isZero();
      assertThat(ledger.healthy()).isTrue();
      assertThat(all(ledger)).containsExactly(SampleEntries.settled(opened));
    }
  }

  @Test
  void settle_secondTime_isRefusedAndNotWritten() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      OpenedEntry opened = SampleEntries.opened("u1");
      ledger.opened(opened);
      settle(ledger, opened);
      assertRefused(ledger.settle(SampleEntries.settled(opened)), Reason.NOT_OPEN);
      assertThat(all(ledger)).hasSize(1);
    }
  }

  @Test
  void settle_secondTimeAfterARestart_isRefused() throws Exception {
    OpenedEntry opened = SampleEntries.opened("u1");
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(opened);
      settle(ledger, opened);
    }
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertRefused(ledger.settle(SampleEntries.settled(opened)), Reason.NOT_OPEN);
    }
  }

  @Test
  void settle_neverOpened_isRefused() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertRefused(
          ledger.settle(SampleEntries.settled(SampleEntries.opened("u1"))), Reason.NOT_OPEN);
      assertThat(all(ledger)).isEmpty();
    }
  }

  @Test
  void opened_sameIdTwice_isRefused() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(SampleEntries.opened("u1"));
      assertThatThrownBy(() -> ledger.opened(SampleEntries.opened("u1")))
          .isInstanceOf(LedgerRefusedException.class)
          .hasMessage("usage id u1 is open already");
      assertThat(ledger.openGenerations()).isEqualTo(1);
    }
  }

  @Test
  void opened_afterClose_isRefusedAsUnavailable() throws Exception {
    Ledger ledger = Ledger.open(dir, CLOCK);
    ledger.close();
    assertThatThrownBy(() -> ledger.opened(SampleEntries.opened("u1")))
        .isInstanceOfSatisfying(
            LedgerRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    assertThat(ledger.openGenerations()).isZero();
  }

  @Test
  void settle_journalRefuses_staysOpen() throws Exception {
    Ledger ledger = Ledger.open(dir, CLOCK);
    OpenedEntry opened = SampleEntries.opened("u1");
    ledger.opened(opened);
    ledger.close();
    assertRefused(ledger.settle(SampleEntries.settled(opened)), Reason.UNAVAILABLE);
    assertThat(ledger.openGenerations()).isEqualTo(1);
  }

  @Test
  void open_afterAKillWithSomebodyWhoGoesOn_staysOpenUntilHeSettlesItOnce() throws Exception {
    OpenedEntry job = SampleEntries.opened("job");
    OpenedEntry lost = SampleEntries.opened("lost");
    Path crashed = dir.resolve("crashed");
    try (Ledger ledger = Ledger.open(dir.resolve("running"), CLOCK)) {
      ledger.opened(job);
      ledger.opened(lost);
      OpenedEntry done = SampleEntries.opened("done");
      ledger.opened(done);
      settle(ledger, done);
      copy(dir.resolve("running"), crashed);
    }
    for (int restart = 0; restart < 2; restart++) { // it goes on over any number of restarts
      Ledger.open(crashed, CLOCK, JournalOptions.defaults(), "job"::equals).close();
    }
    try (Ledger ledger = Ledger.open(crashed, CLOCK, JournalOptions.defaults(), "job"::equals)) {
      assertThat(ledger.recovery().interrupted()).isEmpty();
      assertThat(ledger.openGenerations()).isEqualTo(1);
      assertThat(ledger.goingOn("job")).contains(job);
      assertThat(ledger.goingOn("lost")).isEmpty();

      settle(ledger, job);

      assertThat(ledger.goingOn("job")).isEmpty();
      assertRefused(ledger.settle(SampleEntries.settled(job)), Reason.NOT_OPEN);
      assertThat(all(ledger))
          .extracting(SettledEntry::usageId, SettledEntry::endState)
          .containsExactly(
              tuple("done", EndState.COMPLETED),
              tuple("lost", EndState.INTERRUPTED),
              tuple("job", EndState.COMPLETED));
    }
  }

  @Test
  void toBytes_readAgain_isTheSameEntry() throws Exception {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("u1"));

    assertThat(SettledEntry.of(entry.toBytes())).isEqualTo(entry);
  }

  @Test
  void open_afterTheProcessWasKilled_settlesWhatWasOpenAsInterrupted() throws Exception {
    OpenedEntry done = SampleEntries.opened("done");
    OpenedEntry lost = SampleEntries.opened("lost");
    Path crashed = dir.resolve("crashed");
    try (Ledger ledger = Ledger.open(dir.resolve("running"), CLOCK)) {
      ledger.opened(lost);
      ledger.opened(done);
      settle(ledger, done);
      copy(dir.resolve("running"), crashed); // what the disk holds when the process is killed
    }
    try (Ledger ledger = Ledger.open(crashed, CLOCK)) {
      assertThat(ledger.recovery()).isEqualTo(new Recovery(4, 3, List.of(lost), List.of()));
      List<SettledEntry> entries = all(ledger);
      assertThat(entries)
          .extracting(SettledEntry::usageId, SettledEntry::endState)
          .containsExactly(tuple("done", EndState.COMPLETED), tuple("lost", EndState.INTERRUPTED));
      SettledEntry interrupted = entries.get(1);
      assertThat(interrupted.opened()).isEqualTo(lost);
      assertThat(interrupted.time()).isEqualTo(RESTART);
      assertThat(interrupted.reading().figures().of(Metric.ENERGY))
          .isInstanceOf(Figure.Unknown.class);
      assertThat(interrupted.reading().cost()).isInstanceOf(Cost.Unpriced.class);
      assertRefused(ledger.settle(SampleEntries.settled(lost)), Reason.NOT_OPEN);
    }
    try (Ledger ledger = Ledger.open(crashed, CLOCK)) {
      assertThat(ledger.recovery().interrupted()).isEmpty();
      assertThat(all(ledger)).hasSize(2);
    }
  }

  @Test
  void open_closedWhileGenerationsRan_settlesThemAsInterrupted() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      for (int i = 0; i < 2_500; i++) {
        ledger.opened(SampleEntries.opened("u" + i));
      }
    }
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertThat(ledger.recovery().interrupted()).hasSize(2_500);
    }
    try (LedgerEntries ledger = Ledger.openReadOnly(dir)) {
      assertThat(all(ledger)).hasSize(2_500);
    }
  }

  @Test
  void open_afterACheckpoint_readsOnlyWhatFollows() throws Exception {
    Path crashed = dir.resolve("crashed");
    OpenedEntry longRunning = SampleEntries.opened("long");
    try (Ledger ledger = Ledger.open(dir.resolve("running"), CLOCK)) {
      for (int i = 0; i < 50; i++) {
        OpenedEntry opened = SampleEntries.opened("a" + i);
        ledger.opened(opened);
        settle(ledger, opened);
      }
      ledger.opened(longRunning);
      for (int i = 0; i < 10; i++) {
        OpenedEntry opened = SampleEntries.opened("b" + i);
        ledger.opened(opened);
        settle(ledger, opened);
      }
      ledger.checkpoint();
      copy(dir.resolve("running"), crashed);
    }
    try (Ledger ledger = Ledger.open(crashed, CLOCK)) {
      assertThat(ledger.recovery().scanned()).isEqualTo(21);
      assertThat(ledger.recovery().interrupted()).containsExactly(longRunning);
    }
  }

  @Test
  void open_checkpointUnreadable_readsAll() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      OpenedEntry opened = SampleEntries.opened("u1");
      ledger.opened(opened);
      settle(ledger, opened);
    }
    for (String bad : List.of("", "x", "-1", "99", "99999999999999999999")) {
      Files.writeString(dir.resolve("replay-from"), bad);
      try (Ledger ledger = Ledger.open(dir, CLOCK)) {
        assertThat(ledger.recovery()).isEqualTo(new Recovery(2, 2, List.of(), List.of()));
      }
    }
  }

  @Test
  void read_filter_takesPeriodTenantAndKey() throws Exception {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      for (OpenedEntry opened :
          List.of(
              SampleEntries.opened("u1", "acme", "k1", noon),
              SampleEntries.opened("u2", "acme", "k2", noon.plusSeconds(60)),
              SampleEntries.opened("u3", "other", "k1", noon.plusSeconds(120)))) {
        ledger.opened(opened);
        settle(ledger, opened);
      }
      assertThat(ids(ledger, LedgerFilter.period(noon, noon.plusSeconds(120))))
          .containsExactly("u1", "u2");
      assertThat(ids(ledger, LedgerFilter.period(noon.plusSeconds(1), null)))
          .containsExactly("u2", "u3");
      assertThat(ids(ledger, new LedgerFilter(null, null, "acme", "k1"))).containsExactly("u1");
    }
  }

  @Test
  void openReadOnly_besideTheWriter_seesWhatIsDurable() throws Exception {
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      OpenedEntry opened = SampleEntries.opened("u1");
      ledger.opened(opened);
      settle(ledger, opened);
      try (LedgerEntries reader = Ledger.openReadOnly(dir)) {
        assertThat(all(reader)).containsExactly(SampleEntries.settled(opened));
      }
    }
  }

  @Test
  void settle_manyThreadsOneGeneration_exactlyOneWins() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      for (int round = 0; round < 50; round++) {
        OpenedEntry opened = SampleEntries.opened("r" + round);
        ledger.opened(opened);
        SettledEntry entry = SampleEntries.settled(opened);
        AtomicInteger refused = new AtomicInteger();
        List<Callable<Long>> tries = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          tries.add(
              () -> {
                try {
                  return ledger.settle(entry).join();
                } catch (CompletionException e) {
                  refused.incrementAndGet();
                  return -1L;
                }
              });
        }
        for (Future<Long> result : pool.invokeAll(tries)) {
          result.get();
        }
        assertThat(refused).hasValue(3);
      }
      assertThat(all(ledger)).hasSize(50);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void ledger_manyThreads_losesAndDoublesNothing() throws Exception {
    int threads = 8;
    int each = 200;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        work.add(
            () -> {
              List<CompletableFuture<Long>> settlements = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                OpenedEntry opened = SampleEntries.opened("t" + thread + "-" + i);
                ledger.opened(opened);
                settlements.add(ledger.settle(SampleEntries.settled(opened)));
              }
              settlements.forEach(CompletableFuture::join);
              return settlements.size();
            });
      }
      for (Future<Integer> done : pool.invokeAll(work)) {
        assertThat(done.get()).isEqualTo(each);
      }
      assertThat(all(ledger)).hasSize(threads * each).doesNotHaveDuplicates();
      assertThat(ledger.openGenerations()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  private static long settle(Ledger ledger, OpenedEntry opened) throws Exception {
    return ledger.settle(SampleEntries.settled(opened)).get(30, TimeUnit.SECONDS);
  }

  private static void assertRefused(CompletableFuture<Long> settlement, Reason reason) {
    assertThatThrownBy(() -> settlement.get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            LedgerRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static List<SettledEntry> all(LedgerEntries ledger) throws IOException {
    List<SettledEntry> entries = new ArrayList<>();
    ledger.read(LedgerFilter.ALL, (index, entry) -> entries.add(entry));
    return entries;
  }

  private static List<String> ids(LedgerEntries ledger, LedgerFilter filter) throws IOException {
    List<String> ids = new ArrayList<>();
    ledger.read(filter, (index, entry) -> ids.add(entry.usageId()));
    return ids;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
