package io.colophon.metering.plan;

import io.colophon.metering.Meter;
import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.LedgerFeed;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.LedgerVisitor;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A ledger in memory that tests write. */
public final class Entries implements LedgerEntries {
  public static final long DOLLAR = 1_000_000_000L;
  private final List<LedgerEntry> entries = new ArrayList<>();

  public Entries add(LedgerEntry entry) {
    entries.add(entry);
    return this;
  }

  /** Pictures at 0.04 USD. */
  public static SettledEntry images(String id, String at, long images) {
    return images(id, at, images, DOLLAR / 25);
  }

  public static SettledEntry images(String id, String at, long images, long nanosEach) {
    Usage usage = Usage.from(Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, images).build();
    return entry(
        id,
        Instant.parse(at),
        Instant.parse(at),
        usage,
        Figures.unknown("not metered"),
        new Cost.Priced(
            images * nanosEach,
            "USD",
            "v1",
            List.of(new Cost.Line("images", images, nanosEach, 1, images * nanosEach))));
  }

  /** One that used energy and accelerators, without a price in the list. */
  public static SettledEntry metered(String id, String at, double kwh, double gpuSeconds) {
    Method method = new Method("test", "1");
    Figures figures =
        Figures.collect()
            .with(Metric.ENERGY, new Figure.Known(Interval.of(kwh), method, "test"))
            .with(
                Metric.ACCELERATOR_TIME, new Figure.Known(Interval.of(gpuSeconds), method, "test"))
            .build();
    Usage usage = Usage.from(Source.PROVIDER_FINAL).with(UsageUnit.OUTPUT_TOKENS, 10).build();
    return entry(
        id,
        Instant.parse(at),
        Instant.parse(at),
        usage,
        figures,
        new Cost.Unpriced("no tariff for the target or the model"));
  }

  public static SettledEntry entry(
      String id, Instant admitted, Instant settled, Usage usage, Figures figures, Cost cost) {
    return new SettledEntry(
        new OpenedEntry(
            id, admitted, "acme", "key-1", null, id, "route", Modality.IMAGE, "painter"),
        settled,
        EndState.COMPLETED,
        "vendor",
        "painter-1",
        null,
        List.of(),
        usage,
        new MeterReading(
            figures, "test", new MeterReading.Place(null, Meter.ASSUMED_PUE, true), cost),
        List.of(),
        List.of());
  }

  public static CorrectionEntry correction(int revision, String at, SettledEntry corrected) {
    return new CorrectionEntry(revision, Instant.parse(at), "the vendor's invoice", corrected);
  }

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) {
    throw new UnsupportedOperationException("billing follows the ledger");
  }

  @Override
  public void follow(long index, LedgerFeed feed) {
    for (int i = (int) index; i < entries.size(); i++) {
      if (!feed.take(i, entries.get(i))) {
        return;
      }
    }
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public void close() {}
}
