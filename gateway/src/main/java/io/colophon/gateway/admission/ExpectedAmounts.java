package io.colophon.gateway.admission;

import io.colophon.gateway.meter.GenerationMeter;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.EstimateSink;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an expected use at a target would take of each dimension, as far as it can be told: counters
 * as they are, compute and what follows from it by the meter's best values, money by the prices.
 * Belongs to one generation and is used by one thread after the other; only what a limit looks at
 * is reckoned, and the latest once.
 */
final class ExpectedAmounts {
  private static final double GIGA = 1e9;
  private static final double MILLIS = 1e3;
  private static final double MICROS_PER_KILO = 1e9;

  private final LimitChains limits;
  private final GenerationMeter meter;
  private @Nullable Target estimatedAt;
  private @Nullable Usage estimated;
  private double estimatedGigaFlop;

  ExpectedAmounts(Generation generation, LimitChains limits) {
    this.limits = limits;
    this.meter = GenerationMeter.of(generation);
  }

  /** A use of which tokens are expected. */
  static Usage tokens(long input, long output) {
    return Usage.from(Quantity.Source.ESTIMATED)
        .with(UsageUnit.INPUT_TOKENS, input)
        .with(UsageUnit.OUTPUT_TOKENS, output)
        .build();
  }

  /** Compute in GFLOP; 0 when it is not known. */
  double gigaFlop(Target target, Usage usage) {
    if (target != estimatedAt || usage != estimated) {
      estimate(target, usage);
    }
    return estimatedGigaFlop;
  }

  /** The amounts that limits in force look at. */
  Amounts at(Target target, Usage usage) {
    Amounts.Collector amounts = Amounts.collect();
    addCounters(amounts, usage);
    if (limits.limit(Dimension.FLOP)
        || limits.limit(Dimension.ACCELERATOR_MILLIS)
        || limits.limit(Dimension.ENERGY)
        || limits.limit(Dimension.CO2E)) {
      EstimateSink sink = estimate(target, usage);
      add(amounts, Dimension.FLOP, sink.of(Metric.COMPUTE) / GIGA);
      add(amounts, Dimension.ACCELERATOR_MILLIS, sink.of(Metric.ACCELERATOR_TIME) * MILLIS);
      add(amounts, Dimension.ENERGY, sink.of(Metric.ENERGY) * MICROS_PER_KILO);
      add(amounts, Dimension.CO2E, sink.of(Metric.CO2E) * MICROS_PER_KILO);
    }
    if (limits.limit(Dimension.MONEY) && meter.price(target, usage) instanceof Cost.Priced priced) {
      add(amounts, Dimension.MONEY, priced.nanos());
    }
    return amounts.amounts();
  }

  private static void addCounters(Amounts.Collector amounts, Usage usage) {
    OptionalLong input = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    if (input.isPresent() && output.isPresent()) {
      amounts
          .with(Dimension.INPUT_TOKENS, input.getAsLong())
          .with(Dimension.OUTPUT_TOKENS, output.getAsLong());
      return;
    }
    add(amounts, Dimension.IMAGES, usage.value(UsageUnit.IMAGES));
    add(amounts, Dimension.AUDIO_MILLIS, usage.value(UsageUnit.AUDIO_MILLIS));
    add(amounts, Dimension.VIDEO_MILLIS, usage.value(UsageUnit.VIDEO_MILLIS));
  }

  private static void add(Amounts.Collector amounts, Dimension dimension, OptionalLong amount) {
    if (amount.isPresent()) {
      add(amounts, dimension, amount.getAsLong());
    }
  }

  /** Rounded up; what is not known is not named. */
  private static void add(Amounts.Collector amounts, Dimension dimension, double amount) {
    if (!Double.isNaN(amount)) {
      amounts.with(
          dimension, (long) Math.min(LimitRule.MOST_AMOUNT, Math.max(0, Math.ceil(amount))));
    }
  }

  private EstimateSink estimate(Target target, Usage usage) {
    EstimateSink sink = meter.estimate(target, usage);
    double flop = sink.of(Metric.COMPUTE);
    estimatedAt = target;
    estimated = usage;
    estimatedGigaFlop = Double.isNaN(flop) ? 0 : flop / GIGA;
    return sink;
  }
}
