package io.colophon.benchmarks.report;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntries;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Settled generations that are made when they are read, the same each time: so many in so many
 * days, spread over tenants with two keys each, three models, and one in ten that did not end well.
 *
 * @param size how many
 * @param tenants how many tenants
 * @param days over how many days
 */
record SyntheticLedger(long size, int tenants, int days) implements LedgerEntries {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Method METHOD = new Method("synthetic", "1");
  private static final int KEYS = 2;
  private static final int MODELS = 3;

  @Override
  public void read(LedgerFilter filter, LedgerVisitor visitor) {
    follow(0, (index, entry) -> !(entry instanceof SettledEntry it) || visitor.visit(index, it));
  }

  @Override
  public void follow(long index, LedgerFeed feed) {
    for (long i = index; i < size && feed.take(i, entry(i)); i++) {
      // the feed says when to stop
    }
  }

  private SettledEntry entry(long i) {
    SplittableRandom random = new SplittableRandom(i * 0x9e3779b97f4a7c15L);
    int tenant = random.nextInt(tenants);
    String model = "model-" + random.nextInt(MODELS);
    Instant time = START.plusNanos((long) ((double) i / size * Duration.ofDays(days).toNanos()));
    OpenedEntry opened =
        new OpenedEntry(
            id(i),
            time,
            "tenant-" + tenant,
            "key-" + tenant + "-" + random.nextInt(KEYS),
            null,
            "gen-" + i,
            "chat",
            Modality.TEXT,
            "chat");
    boolean well = random.nextInt(10) > 0;
    long input = random.nextLong(4_000);
    long output = random.nextLong(1_000);
    return new SettledEntry(
        opened,
        time.plusMillis(900),
        well ? EndState.COMPLETED : EndState.CANCELLED_AFTER_OUTPUT,
        "vendor-eu",
        model,
        model,
        List.of(),
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, input)
            .with(UsageUnit.OUTPUT_TOKENS, output)
            .build(),
        new MeterReading(
            figures(output),
            "synthetic",
            new MeterReading.Place(null, Interval.ONE, true),
            well
                ? new Cost.Priced(input * 150 + output * 600, "USD", "1", List.of())
                : new Cost.Unpriced("synthetic")),
        List.of(),
        List.of());
  }

  /** Ids that grow with time, as those of the gateway do. */
  private static String id(long i) {
    String number = Long.toString(i);
    return "00000000000000000000000000".substring(number.length()) + number;
  }

  private static Figures figures(long output) {
    Figures.Builder figures = Figures.collect();
    double scale = 1.6e10 * output;
    for (Metric metric : Metric.values()) {
      if (metric != Metric.CO2E_EMBODIED) { // one that nobody knows
        figures.with(
            metric,
            new Figure.Known(new Interval(scale, scale * 1.5, scale * 2), METHOD, "synthetic"));
        scale /= 1e4;
      }
    }
    return figures.build();
  }

  @Override
  public void close() {}
}
