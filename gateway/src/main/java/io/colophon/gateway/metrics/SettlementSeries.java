package io.colophon.gateway.metrics;

import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.gateway.pipeline.Times;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Our own series of one kind of settlement. They are found once; after that a settlement is
 * additions only. Thread-safe.
 */
final class SettlementSeries {
  private static final Metric[] METRICS = Metric.values();
  private static final UsageUnit[] UNITS = UsageUnit.values();
  private static final double NANOS_PER_SECOND = 1e9;

  private final Instruments instruments;
  private final Labels labels;
  private final GenAiSeries genAi;
  private final @Nullable Histogram duration;
  private final @Nullable WholeCounter cost;
  private final WholeCounter unpriced;

  // By ordinal; made when first needed, by any thread: all get the same one.
  private final AtomicReferenceArray<@Nullable WholeCounter> used =
      new AtomicReferenceArray<>(UNITS.length);
  private final AtomicReferenceArray<@Nullable RealCounter> known =
      new AtomicReferenceArray<>(METRICS.length);
  private final AtomicReferenceArray<@Nullable WholeCounter> unknown =
      new AtomicReferenceArray<>(METRICS.length);

  SettlementSeries(SeriesKey key, GenAiSeries genAi, Instruments instruments) {
    this.instruments = instruments;
    this.labels = key.labels();
    this.genAi = genAi;
    this.duration =
        key.ofPlatform()
            ? null
            : instruments.histogram(
                OwnFamilies.DURATION, labels.with("modality", key.modality().id()));
    this.cost =
        key.currency() == null
            ? null
            : instruments.whole(
                OwnFamilies.COST,
                labels.with("currency", key.currency()),
                OwnFamilies.NANOS_OF_A_UNIT);
    this.unpriced = instruments.whole(OwnFamilies.UNPRICED, labels);
  }

  /**
   * Adds one settlement.
   *
   * @param times null for what has no durations
   */
  void record(SettledEntry entry, @Nullable Times times, OutputGaps gaps) {
    genAi.tokens(entry.usage());
    if (times != null) {
      genAi.times(entry.usage(), times, gaps);
    }
    if (duration != null && times != null) {
      duration.record(Math.max(0, times.totalNanos()) / NANOS_PER_SECOND);
    }
    used(entry.usage());
    figures(entry.reading().figures());
    if (entry.reading().cost() instanceof Cost.Priced priced) {
      if (cost != null) {
        cost.add(priced.nanos());
      }
    } else {
      unpriced.increment();
    }
  }

  private void used(Usage usage) {
    for (Map.Entry<UsageUnit, Quantity.Known> each : usage.quantities().entrySet()) {
      counter(each.getKey()).add(each.getValue().value());
    }
    for (Suspicion suspicion : usage.suspicions()) {
      instruments
          .whole(OwnFamilies.SUSPECT, labels.with("unit", suspicion.unit().id()))
          .increment();
    }
  }

  private WholeCounter counter(UsageUnit unit) {
    WholeCounter counter = used.get(unit.ordinal());
    if (counter == null) {
      counter = instruments.whole(OwnFamilies.USED, labels.with("unit", unit.id()));
      used.set(unit.ordinal(), counter);
    }
    return counter;
  }

  private void figures(Figures figures) {
    for (Metric metric : METRICS) {
      if (figures.of(metric) instanceof Figure.Known figure) {
        counter(metric).add(figure.value().best() * OwnFamilies.factor(metric));
      } else {
        counterOfUnknown(metric).increment();
      }
    }
  }

  private RealCounter counter(Metric metric) {
    RealCounter counter = known.get(metric.ordinal());
    if (counter == null) {
      counter = instruments.real(OwnFamilies.of(metric), labels);
      known.set(metric.ordinal(), counter);
    }
    return counter;
  }

  private WholeCounter counterOfUnknown(Metric metric) {
    WholeCounter counter = unknown.get(metric.ordinal());
    if (counter == null) {
      counter = instruments.whole(OwnFamilies.UNKNOWN_FIGURE, labels.with("figure", metric.id()));
      unknown.set(metric.ordinal(), counter);
    }
    return counter;
  }
}
