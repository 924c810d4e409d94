package io.colophon.gateway.meter;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import java.util.OptionalLong;

/**
 * What a settled generation counts for on the limits. A dimension whose quantity is unknown is not
 * named, so that all that was held for it counts as used: unknown is not zero.
 */
public final class HeldAmounts {
  private static final double GIGA = 1e9;
  private static final double MILLIS = 1e3;
  private static final double MICRO_WH_PER_KWH = 1e9;
  private static final double MICRO_G_PER_KG = 1e9;

  private HeldAmounts() {}

  /** What counts of a generation that used nothing: the request, and that none of the rest is. */
  public static final Amounts NOTHING = nothing();

  private static Amounts nothing() {
    Amounts amounts = Amounts.UNKNOWN;
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.CONCURRENCY) {
        amounts = amounts.with(dimension, dimension == Dimension.REQUESTS ? 1 : 0);
      }
    }
    return amounts;
  }

  /** The amounts of one generation. A use that is counted as nothing took nothing of all else. */
  public static Amounts of(Usage usage, MeterReading reading) {
    if (isCountedAsNothing(usage)) {
      return NOTHING;
    }
    Amounts.Collector amounts = Amounts.collect().with(Dimension.REQUESTS, 1);
    OptionalLong input = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    addCount(amounts, Dimension.INPUT_TOKENS, input);
    addCount(amounts, Dimension.OUTPUT_TOKENS, output);
    addCount(amounts, Dimension.IMAGES, usage.value(UsageUnit.IMAGES));
    addCount(amounts, Dimension.AUDIO_MILLIS, usage.value(UsageUnit.AUDIO_MILLIS));
    addCount(amounts, Dimension.VIDEO_MILLIS, usage.value(UsageUnit.VIDEO_MILLIS));
    if (input.isPresent() && output.isPresent()) {
      amounts.with(Dimension.TOKENS, input.getAsLong() + output.getAsLong());
    }
    addFigure(amounts, Dimension.FLOP, reading, Metric.COMPUTE, 1 / GIGA);
    addFigure(amounts, Dimension.ACCELERATOR_MILLIS, reading, Metric.ACCELERATOR_TIME, MILLIS);
    addFigure(amounts, Dimension.ENERGY, reading, Metric.ENERGY, MICRO_WH_PER_KWH);
    addFigure(amounts, Dimension.CO2E, reading, Metric.CO2E, MICRO_G_PER_KG);
    if (reading.cost() instanceof Cost.Priced priced) {
      amounts.with(Dimension.MONEY, priced.nanos());
    }
    return amounts.amounts();
  }

  private static boolean isCountedAsNothing(Usage usage) {
    if (usage.isEmpty()) {
      return false;
    }
    for (Quantity.Known quantity : usage.quantities().values()) {
      if (quantity.value() != 0) {
        return false;
      }
    }
    return true;
  }

  private static void addCount(Amounts.Collector amounts, Dimension dimension, OptionalLong count) {
    if (count.isPresent()) {
      amounts.with(dimension, count.getAsLong());
    }
  }

  private static void addFigure(
      Amounts.Collector amounts,
      Dimension dimension,
      MeterReading reading,
      Metric metric,
      double perUnit) {
    if (reading.figures().of(metric) instanceof Figure.Known known) {
      amounts.with(
          dimension,
          (long) Math.min(LimitRule.MOST_AMOUNT, Math.ceil(known.value().best() * perUnit)));
    }
  }
}
