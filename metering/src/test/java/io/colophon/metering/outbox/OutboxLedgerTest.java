package io.colophon.metering.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SampleEntries;
import io.colophon.metering.ledger.SettledEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporters over the ledger as it lies on disk. */
class OutboxLedgerTest {
  @TempDir Path directory;

  private static SettledEntry settle(Ledger ledger, String usageId) {
    OpenedEntry opened = SampleEntries.opened(usageId);
    SettledEntry settled = SampleEntries.settled(opened);
    ledger.opened(opened);
    ledger.settle(settled).join();
    return settled;
  }

  @Test
  void read_entryThatNobodyUnderstands_isNotedAndTheRestGoes() throws Exception {
    try (Ledger ledger = Ledger.open(directory.resolve("ledger"), Clock.systemUTC())) {
      settle(ledger, "a");
    }
    try (Journal journal =
        Journal.open(directory.resolve("ledger/entries"), JournalOptions.defaults())) {
      journal
          .append(
              ByteBuffer.wrap("{\"from\":\"a later version\"}".getBytes(StandardCharsets.UTF_8)))
          .join();
      journal
          .append(ByteBuffer.wrap(SampleEntries.settled(SampleEntries.opened("b")).toBytes()))
          .join();
    }
    ListSink sink = new ListSink();
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.resolve("ledger"));
        OutboxRig rig = new OutboxRig(ledger, directory.resolve("exports"))) {
      rig.run(OutboxRig.spec("one", () -> sink));
      assertThat(rig.awaitAll("one").refused()).isEqualTo(1);
    }
    assertThat(sink.ids()).containsExactly("a.0", "b.0");
    assertThat(directory.resolve("exports/one.refused.jsonl"))
        .content()
        .startsWith(
            "{\"at\":\"2026-11-22T09:00:00Z\",\"index\":2,\"reason\":\"entry 2 of the ledger:");
  }

  @Test
  void send_hundredThousand_eachOnceInOrderAndFewAtATime() throws Exception {
    int count = 100_000;
    writeMany(count);
    AtomicLong next = new AtomicLong();
    AtomicInteger largest = new AtomicInteger();
    BitSet outOfOrder = new BitSet();
    ExportSink sink =
        new ExportSink() {
          @Override
          public void send(List<UsageEvent> events) {
            largest.accumulateAndGet(events.size(), Math::max);
            for (UsageEvent event : events) {
              if (!event.id().equals("u" + next.getAndIncrement() + ".0")) {
                outOfOrder.set((int) event.index());
              }
            }
          }

          @Override
          public void close() {}
        };
    try (LedgerEntries ledger = Ledger.openReadOnly(directory.resolve("ledger"));
        OutboxRig rig = new OutboxRig(ledger, directory.resolve("exports"))) {
      rig.run(OutboxRig.spec("one", "x", false, 500, tenant -> true, () -> sink));
      assertThat(rig.awaitAll("one").sent()).isEqualTo(count);
    }
    assertThat(outOfOrder.isEmpty()).isTrue();
    assertThat(largest.get()).isLessThanOrEqualTo(500);
  }

  private void writeMany(int count) throws IOException {
    SettledEntry model = SampleEntries.settled(SampleEntries.opened("u"));
    try (Journal journal =
        Journal.open(directory.resolve("ledger/entries"), JournalOptions.defaults())) {
      for (int i = 0; i < count; i++) {
        SettledEntry entry =
            new SettledEntry(
                SampleEntries.opened("u" + i),
                model.time(),
                model.endState(),
                model.provider(),
                model.targetModel(),
                model.servedModel(),
                model.attempts(),
                model.usage(),
                model.reading(),
                model.labels(),
                model.receiptIds());
        var written = journal.append(ByteBuffer.wrap(entry.toBytes()));
        if (i % 5_000 == 4_999) {
          written.join();
        }
      }
    }
  }
}
