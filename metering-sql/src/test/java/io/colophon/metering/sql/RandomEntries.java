package io.colophon.metering.sql;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntry;
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
import java.util.SplittableRandom;

/** Entries of all kinds: unreported, unpriced, suspect, huge and tiny ones, and corrections. */
final class RandomEntries {
  static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final Method METHOD = new Method("test", "1");

  private final SplittableRandom random;
  private final String prefix;

  RandomEntries(long seed, String prefix) {
    this.random = new SplittableRandom(seed);
    this.prefix = prefix;
  }

  /** A ledger of so many generations: each opened and settled, one in ten corrected later. */
  List<LedgerEntry> ledger(int generations) {
    List<LedgerEntry> entries = new ArrayList<>();
    List<SettledEntry> settled = new ArrayList<>();
    for (int i = 0; i < generations; i++) {
      SettledEntry entry = settled(prefix + i);
      entries.add(entry.opened());
      entries.add(entry);
      settled.add(entry);
      if (random.nextInt(10) == 0) {
        SettledEntry wrong = settled.get(random.nextInt(settled.size()));
        entries.add(correction(wrong, 1 + random.nextInt(3)));
      }
    }
    return entries;
  }

  CorrectionEntry correction(SettledEntry wrong, int revision) {
    return new CorrectionEntry(
        revision, wrong.time().plusSeconds(100), "test", valued(wrong.opened()));
  }

  SettledEntry settled(String usageId) {
    return valued(
        new OpenedEntry(
            usageId,
            START.plusNanos(random.nextLong(4 * 86_400_000_000_000L)),
            random.nextInt(20) == 0 ? "*platform" : "tenant-" + random.nextInt(3),
            random.nextInt(5) == 0 ? "" : "key-" + random.nextInt(4),
            null,
            "g-" + usageId,
            "route-" + random.nextInt(2),
            Modality.values()[random.nextInt(4)],
            random.nextInt(50) == 0 ? "od\u0000d \ud800 model" : "asked"));
  }

  private SettledEntry valued(OpenedEntry opened) {
    boolean served = random.nextInt(5) > 0;
    return new SettledEntry(
        opened,
        opened.time().plusMillis(1_500),
        EndState.values()[random.nextInt(EndState.values().length)],
        served ? "vendor-" + random.nextInt(2) : null,
        served ? "model-" + random.nextInt(3) : null,
        served ? "served" : null,
        List.of(),
        usage(),
        new MeterReading(
            figures(), "test", new MeterReading.Place(null, Interval.ONE, true), cost()),
        List.of(),
        List.of());
  }

  private Usage usage() {
    Usage.Builder usage = Usage.from(Source.PROVIDER_FINAL);
    if (random.nextBoolean()) {
      usage.with(UsageUnit.INPUT_TOKENS, random.nextLong(100_000));
    }
    if (random.nextInt(10) > 0) {
      usage.with(UsageUnit.FLOP, random.nextLong(Long.MAX_VALUE)); // the sum exceeds a long
    }
    if (random.nextInt(5) == 0) {
      usage.with(UsageUnit.IMAGES, 0);
    }
    if (random.nextInt(20) == 0) {
      usage.suspect(UsageUnit.OUTPUT_TOKENS, Long.MAX_VALUE, "-3", "0 or more");
    }
    return usage.build();
  }

  private Figures figures() {
    Figures.Builder figures = Figures.collect();
    for (Metric metric : Metric.values()) {
      if (random.nextInt(4) > 0) {
        double low = random.nextDouble() * Math.pow(10, random.nextInt(-9, 9));
        figures.with(metric, new Figure.Known(Interval.between(low, low * 2), METHOD, "test"));
      }
    }
    return figures.build();
  }

  private Cost cost() {
    return random.nextInt(4) == 0
        ? new Cost.Unpriced("test")
        : new Cost.Priced(
            random.nextLong(Long.MAX_VALUE), random.nextBoolean() ? "USD" : "CNY", "v1", List.of());
  }
}
