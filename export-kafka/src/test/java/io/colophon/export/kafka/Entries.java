package io.colophon.export.kafka;

import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.LedgerFeed;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.LedgerVisitor;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A ledger in memory. */
final class Entries implements LedgerEntries {
  static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");

  private final List<LedgerEntry> entries = new ArrayList<>();

  static SettledEntry settled(String usageId, String tenant, long tokens, String energyReason) {
    OpenedEntry opened =
        new OpenedEntry(
            usageId, TIME, tenant, "key-1", null, "gen-" + usageId, "chat", Modality.TEXT, "chat");
    return new SettledEntry(
        opened,
        TIME.plusSeconds(1),
        EndState.COMPLETED,
        "vendor-eu",
        "chat-8b",
        null,
        List.of(),
        Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.OUTPUT_TOKENS, tokens).build(),
        MeterReading.unknown(energyReason),
        List.of(),
        List.of());
  }

  synchronized SettledEntry settle(String usageId, String tenant, long tokens) {
    SettledEntry entry = settled(usageId, tenant, tokens, "not measured");
    entries.add(entry);
    return entry;
  }

  /** One whose record is larger than brokers take. */
  synchronized void settleHuge(String usageId, String tenant) {
    entries.add(settled(usageId, tenant, 1, "x".repeat(2 << 20)));
  }

  synchronized void correct(SettledEntry entry, int revision, long tokens) {
    SettledEntry corrected =
        settled(entry.usageId(), entry.opened().tenant(), tokens, "not measured");
    entries.add(new CorrectionEntry(revision, TIME.plusSeconds(60), "counted anew", corrected));
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) {
    throw new UnsupportedOperationException("exporters follow");
  }

  @Override
  public void follow(long index, LedgerFeed feed) {
    long end = size();
    for (long i = index; i < end; i++) {
      LedgerEntry entry;
      synchronized (this) {
        entry = entries.get((int) i);
      }
      if (!feed.take(i, entry)) {
        return;
      }
    }
  }

  @Override
  public synchronized long size() {
    return entries.size();
  }

  @Override
  public void close() {}
}
