package io.colophon.metering.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.MeterReading;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConservationCheckTest {
  @TempDir Path dir;

  @Test
  void of_soundLedger_holdsAndAddsUp() throws Exception {
    OpenedEntry reported = expecting("a", 100, 50);
    OpenedEntry voided = expecting("b", 10, 5);
    OpenedEntry running = expecting("c", 1, 1);
    try (Ledger ledger = Ledger.open(dir, Clock.systemUTC())) {
      ledger.opened(reported);
      ledger.opened(voided);
      ledger.opened(running);
      ledger.settle(SampleEntries.settled(reported)).join();
      ledger.settle(SettledEntry.interrupted(voided, SampleEntries.TIME)).join();
      ledger
          .correct(
              new CorrectionEntry(
                  1, SampleEntries.TIME, "invoice", SampleEntries.settled(reported)))
          .join();
      Conservation sums = ConservationCheck.of(ledger, dir);
      assertThat(sums.faults()).isEmpty();
      assertThat(sums.holds()).isTrue();
      assertThat(sums.entries()).isEqualTo(6);
      assertThat(sums.opened()).isEqualTo(3);
      assertThat(sums.settled()).isEqualTo(2);
      assertThat(sums.interrupted()).isEqualTo(1);
      assertThat(sums.open()).isEqualTo(1);
      assertThat(sums.restored()).isZero();
      assertThat(sums.corrections()).isEqualTo(1);
      assertThat(sums.reserved()).isEqualTo(units(111, 56));
      assertThat(sums.reservedSettled()).isEqualTo(units(110, 50));
      assertThat(sums.reservedVoided())
          .isEqualTo(Map.of(UsageUnit.OUTPUT_TOKENS, BigInteger.valueOf(5)));
      assertThat(sums.reservedOpen()).isEqualTo(units(1, 1));
    }
    assertThat(dir).isDirectoryNotContaining("glob:**usage-check*");
  }

  @Test
  void of_doubledGappedAndWrongSums_namesEach() throws Exception {
    SettledEntry entry = SampleEntries.settled(SampleEntries.opened("twice"));
    SettledEntry wrong = costing(SampleEntries.settled(SampleEntries.opened("wrong")), 7);
    SettledEntry other =
        SampleEntries.settled(
            SampleEntries.opened("other", "b", "k", SampleEntries.TIME.plusSeconds(1)));
    Conservation sums =
        written(
            SampleEntries.opened("twice"),
            entry,
            entry,
            wrong,
            new CorrectionEntry(2, SampleEntries.TIME, "x", entry),
            SampleEntries.opened("other"),
            other);
    assertThat(sums.holds()).isFalse();
    assertThat(sums.faultCount()).isEqualTo(4);
    assertThat(sums.faults())
        .containsExactlyInAnyOrder(
            "entry 3: usage id wrong costs 7 nano-USD, its lines 384000",
            "entry 6: usage id other is settled with another admission than it was opened with",
            "entry 2: tenant acme usage id twice revision 0 is there already",
            "entry 4: tenant acme usage id twice revision 2 follows 0");
    assertThat(sums.restored()).isEqualTo(2);
  }

  @Test
  void of_openedWhileOpen_isAFault() throws Exception {
    Conservation sums = written(SampleEntries.opened("a"), SampleEntries.opened("a"));
    assertThat(sums.faults())
        .containsExactly(
            "entry 1: usage id a is opened while it is open",
            "generations opened are 2, settled and open are 1");
  }

  @Test
  void of_entryNotUnderstood_isAFaultAndTheRestIsRead() throws Exception {
    try (Journal journal = Journal.open(dir.resolve("entries"), JournalOptions.defaults())) {
      journal.append(EntryWriter.write(SampleEntries.opened("a"))).join();
      journal.append(ByteBuffer.wrap(new byte[] {9, 9})).join();
      journal.append(EntryWriter.write(SampleEntries.opened("b"))).join();
    }
    try (LedgerEntries ledger = Ledger.openReadOnly(dir)) {
      Conservation sums = ConservationCheck.of(ledger, dir);
      assertThat(sums.open()).isEqualTo(2);
      assertThat(sums.entries()).isEqualTo(3);
      assertThat(sums.faults()).singleElement().asString().startsWith("entry 1 of the ledger: ");
    }
  }

  @Test
  void of_damagedLedger_saysWhatIsDropped() throws Exception {
    for (int i = 0; i < 4; i++) {
      OpenedEntry opened = SampleEntries.opened("u" + i);
      try (Ledger ledger = Ledger.open(dir, Clock.systemUTC())) {
        ledger.opened(opened);
        ledger.settle(SampleEntries.settled(opened)).join();
      }
    }
    Path segment;
    try (var files = Files.list(dir.resolve("entries"))) {
      segment = files.filter(file -> file.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    Ledger.open(dir, Clock.systemUTC()).close();
    try (LedgerEntries ledger = Ledger.openReadOnly(dir)) {
      Conservation sums = ConservationCheck.of(ledger, dir);
      assertThat(sums.faults()).isEmpty();
      assertThat(sums.dropped()).hasSize(1);
      assertThat(sums.dropped().get(0).bytes()).isGreaterThan(1_000);
      assertThat(sums.holds()).isFalse();
    }
  }

  private Conservation written(LedgerEntry... entries) throws Exception {
    try (Journal journal = Journal.open(dir.resolve("entries"), JournalOptions.defaults())) {
      for (LedgerEntry entry : entries) {
        journal.append(EntryWriter.write(entry)).join();
      }
    }
    try (LedgerEntries ledger = Ledger.openReadOnly(dir)) {
      return ConservationCheck.of(ledger, dir);
    }
  }

  private static SettledEntry costing(SettledEntry entry, long nanos) {
    MeterReading reading = entry.reading();
    Cost.Priced cost = (Cost.Priced) reading.cost();
    return new SettledEntry(
        entry.opened(),
        entry.time(),
        entry.endState(),
        entry.provider(),
        entry.targetModel(),
        entry.servedModel(),
        entry.attempts(),
        entry.usage(),
        new MeterReading(
            reading.figures(),
            reading.energyReason(),
            reading.place(),
            new Cost.Priced(nanos, cost.currency(), cost.version(), cost.lines())),
        entry.labels(),
        List.of());
  }

  private static Map<UsageUnit, BigInteger> units(long input, long output) {
    return Map.of(
        UsageUnit.INPUT_TOKENS, BigInteger.valueOf(input),
        UsageUnit.OUTPUT_TOKENS, BigInteger.valueOf(output));
  }

  private static OpenedEntry expecting(String id, long input, long output) {
    return new OpenedEntry(
        id,
        SampleEntries.TIME,
        "acme",
        "",
        null,
        "g",
        "chat",
        Modality.TEXT,
        "chat",
        new Reservation(
            "a/b",
            Usage.from(Quantity.Source.ESTIMATED)
                .with(UsageUnit.INPUT_TOKENS, input)
                .with(UsageUnit.OUTPUT_TOKENS, output)
                .build()));
  }
}
