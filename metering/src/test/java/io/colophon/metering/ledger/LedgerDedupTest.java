package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.LedgerRefusedException.Reason;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is entered twice, corrected out of order, or lost with a damaged file. */
@Timeout(120)
class LedgerDedupTest {
  private static final Instant RESTART = Instant.parse("2026-11-23T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(RESTART, ZoneOffset.UTC);

  @TempDir Path dir;

  @Test
  void opened_idThatWasSettledInAnEarlierRun_isRefused() throws Exception {
    OpenedEntry old = SampleEntries.opened("01JD4Z8Q0V6M3N5K7P9R1T2W4X");
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(old);
      settle(ledger, old);
      assertNotOpened(ledger, old);
    }
    for (int restart = 0; restart < 2; restart++) {
      try (Ledger ledger = Ledger.open(dir, CLOCK)) {
        assertThat(ledger.recovery().scanned()).isZero();
        assertNotOpened(ledger, old);
      }
    }
  }

  @Test
  void opened_savedIdsLostOrDamaged_isRefusedAllTheSame() throws Exception {
    OpenedEntry old = SampleEntries.opened("01JD4Z8Q0V6M3N5K7P9R1T2W4X");
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(old);
      settle(ledger, old);
    }
    for (Path file : files(dir.resolve("settled-ids"))) {
      Files.write(file, new byte[7]);
    }
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertThat(ledger.recovery().scanned()).isEqualTo(2);
      assertNotOpened(ledger, old);
    }
    SettledIds.remove(dir.resolve("settled-ids"));
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertNotOpened(ledger, old);
    }
  }

  @Test
  void settle_deliveredTwiceAndOutOfOrder_isEnteredOnce() throws Exception {
    List<OpenedEntry> all = new ArrayList<>();
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      for (int i = 0; i < 300; i++) {
        all.add(SampleEntries.opened("u" + i));
        ledger.opened(all.get(i));
      }
      List<CompletableFuture<Long>> deliveries = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 300; i++) {
          deliveries.add(ledger.settle(SampleEntries.settled(all.get((i * 7 + round) % 300))));
        }
      }
      CompletableFuture.allOf(
              deliveries.stream()
                  .map(d -> d.exceptionally(e -> -1L))
                  .toArray(CompletableFuture[]::new))
          .get(60, TimeUnit.SECONDS);
      assertThat(deliveries.stream().filter(d -> !d.isCompletedExceptionally())).hasSize(300);
      assertThat(settled(ledger)).hasSize(300).doesNotHaveDuplicates();
    }
  }

  @Test
  void correct_nextRevision_isEnteredOnceAndReadAfterARestart() throws Exception {
    OpenedEntry opened = SampleEntries.opened("01JD4Z8Q0V6M3N5K7P9R1T2W4X");
    CorrectionEntry first = correction(opened, 1);
    CorrectionEntry second = correction(opened, 2);
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertNotNext(ledger, first, "is not settled");
      ledger.opened(opened);
      assertNotNext(ledger, first, "is not settled");
      settle(ledger, opened);
      assertNotNext(ledger, second, "has revision 0, so 2 is not the next");
      assertThat(ledger.correct(first).get(30, TimeUnit.SECONDS)).isEqualTo(2);
      assertNotNext(ledger, first, "has revision 1, so 1 is not the next");
      assertThat(ledger.latest(opened.usageId())).contains(first);
    }
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertNotNext(ledger, first, "has revision 1, so 1 is not the next");
      assertThat(ledger.correct(second).get(30, TimeUnit.SECONDS)).isEqualTo(3);
      assertThat(ledger.latest(opened.usageId())).contains(second);
      assertThat(ledger.latest("01JD4Z8Q0V6M3N5K7P9R1T2W4Y")).isEmpty();
      List<LedgerEntry> followed = new ArrayList<>();
      ledger.followSettled(0, (index, entry) -> followed.add(entry));
      assertThat(followed).containsExactly(SampleEntries.settled(opened), first, second);
    }
  }

  @Test
  void correct_anotherTenant_isRefused() throws Exception {
    OpenedEntry opened = SampleEntries.opened("u1");
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(opened);
      settle(ledger, opened);
      assertNotNext(
          ledger,
          correction(SampleEntries.opened("u1", "other", "key-1", SampleEntries.TIME), 1),
          "is not of tenant other");
    }
  }

  @Test
  void settle_clockWasSetBack_isSettledNoEarlierThanAdmitted() throws Exception {
    OpenedEntry opened = SampleEntries.opened("u1", "acme", "k", RESTART);
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(opened);
      SettledEntry early = SettledEntry.interrupted(opened, RESTART.minusSeconds(3_600));
      ledger.settle(early).get(30, TimeUnit.SECONDS);
      assertThat(settled(ledger)).extracting(SettledEntry::time).containsExactly(RESTART);
    }
  }

  @Test
  void open_interrupted_isSettledWithTheInputThatWasExpected() throws Exception {
    OpenedEntry opened =
        expecting(
            Usage.from(Quantity.Source.ESTIMATED)
                .with(UsageUnit.INPUT_TOKENS, 120)
                .with(UsageUnit.OUTPUT_TOKENS, 4_000)
                .build());
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(opened);
    }
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertThat(settled(ledger))
          .extracting(SettledEntry::endState, SettledEntry::usage)
          .containsExactly(
              tuple(
                  EndState.INTERRUPTED,
                  Usage.from(Quantity.Source.ESTIMATED).with(UsageUnit.INPUT_TOKENS, 120).build()));
    }
  }

  @Test
  void open_interruptedAndPriced_takesThatSettlement() throws Exception {
    OpenedEntry opened = expecting(SampleEntries.tokens(9, 9));
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      ledger.opened(opened);
    }
    InterruptedSettlement priced =
        (entry, now) ->
            SampleEntries.settled(entry, EndState.INTERRUPTED, entry.reservation().expectedInput())
                .notBefore(now);
    Clock back = Clock.fixed(SampleEntries.TIME.minusSeconds(9), ZoneOffset.UTC);
    try (Ledger ledger =
        Ledger.open(dir, back, JournalOptions.defaults(), usageId -> false, priced)) {
      SettledEntry entry = settled(ledger).get(0);
      assertThat(entry.provider()).isEqualTo("vendor-eu");
      assertThat(entry.usage()).isEqualTo(opened.reservation().expectedInput());
      assertThat(entry.time()).isAfterOrEqualTo(opened.time());
    }
  }

  @Test
  void open_bitFlipped_losesOnlyWhatFollowsInThatFileAndSaysSo() throws Exception {
    for (int i = 0; i < 10; i++) {
      OpenedEntry opened = SampleEntries.opened("u" + i);
      try (Ledger ledger = Ledger.open(dir, CLOCK)) {
        ledger.opened(opened);
        settle(ledger, opened);
      }
    }
    Path segment = files(dir.resolve("entries")).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length * 3 / 4] ^= 16;
    Files.write(segment, bytes);

    OpenedEntry later = SampleEntries.opened("later");
    List<SettledEntry> before;
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertThat(ledger.recovery().dropped()).hasSize(1);
      assertThat(ledger.recovery().dropped().get(0).bytes()).isBetween(1_000L, 4_000L);
      assertThat(ledger.size()).isGreaterThanOrEqualTo(20);
      before = settled(ledger);
      assertThat(before).hasSizeBetween(6, 8);
      ledger.opened(later);
      assertThat(settle(ledger, later)).isGreaterThanOrEqualTo(21);
      assertNotOpened(ledger, SampleEntries.opened("u9")); // lost, but known to be settled
    }
    assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    try (Ledger ledger = Ledger.open(dir, CLOCK)) {
      assertThat(ledger.recovery().dropped()).isEmpty();
      assertThat(settled(ledger))
          .startsWith(before.toArray(SettledEntry[]::new))
          .endsWith(SampleEntries.settled(later))
          .hasSize(before.size() + 1);
    }
  }

  private static OpenedEntry expecting(Usage usage) {
    return new OpenedEntry(
        "u1",
        SampleEntries.TIME,
        "acme",
        "",
        null,
        "g",
        "chat",
        Modality.TEXT,
        "chat",
        new Reservation("vendor-eu/chat-8b", usage));
  }

  private static CorrectionEntry correction(OpenedEntry opened, int revision) {
    return new CorrectionEntry(
        revision,
        RESTART,
        "the upstream's invoice",
        SampleEntries.settled(opened, EndState.COMPLETED, SampleEntries.tokens(1, revision)));
  }

  private static void assertNotNext(Ledger ledger, CorrectionEntry entry, String problem) {
    assertThatThrownBy(() -> ledger.correct(entry).get(30, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            LedgerRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NEXT))
        .hasMessage("usage id " + entry.usageId() + " " + problem);
  }

  private static void assertNotOpened(Ledger ledger, OpenedEntry entry) {
    assertThatThrownBy(() -> ledger.opened(entry))
        .isInstanceOfSatisfying(
            LedgerRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_OPEN))
        .hasMessage("usage id " + entry.usageId() + " is settled already");
  }

  private static long settle(Ledger ledger, OpenedEntry opened) throws Exception {
    return ledger.settle(SampleEntries.settled(opened)).get(30, TimeUnit.SECONDS);
  }

  private static List<SettledEntry> settled(LedgerEntries ledger) throws IOException {
    List<SettledEntry> entries = new ArrayList<>();
    ledger.read(LedgerFilter.ALL, (index, entry) -> entries.add(entry));
    return entries;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("lock")).sorted().toList();
    }
  }
}
