package io.colophon.gateway.admission;

import io.colophon.gateway.meter.TargetFacts;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.EstimateSink;
import io.colophon.metering.MeterInput;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import java.util.OptionalLong;

/**
 * What an expected use at a target would take of each dimension, as far as it can be told: counters
 * as they are, compute and what follows from it by the meter's best values, money by the prices.
 * Belongs to one generation; only what a limit looks at is reckoned.
 */
final class ExpectedAmounts {
  private static final ThreadLocal<EstimateSink> SINKS = ThreadLocal.withInitial(EstimateSink::new);
  private static final long NOBODY_TIMED_IT = -1;
  private static final double GIGA = 1e9;
  private static final double MILLIS = 1e3;
  private static final double MICROS_PER_KILO = 1e9;

  private final Generation generation;
  private final LimitChains limits;
  private final RunShape run;

  ExpectedAmounts(Generation generation, LimitChains limits) {
    this.generation = generation;
    this.limits = limits;
    this.run = RunShape.of(generation.received().request());
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
    double flop = estimate(target, usage).of(Metric.COMPUTE);
    return Double.isNaN(flop) ? 0 : flop / GIGA;
  }

  /** The amounts that limits in force look at. */
  Amounts at(Target target, Usage usage) {
    Amounts amounts = counters(usage);
    if (limits.limit(Dimension.FLOP)
        || limits.limit(Dimension.ACCELERATOR_MILLIS)
        || limits.limit(Dimension.ENERGY)
        || limits.limit(Dimension.CO2E)) {
      EstimateSink sink = estimate(target, usage);
      amounts = with(amounts, Dimension.FLOP, sink.of(Metric.COMPUTE) / GIGA);
      amounts =
          with(amounts, Dimension.ACCELERATOR_MILLIS, sink.of(Metric.ACCELERATOR_TIME) * MILLIS);
      amounts = with(amounts, Dimension.ENERGY, sink.of(Metric.ENERGY) * MICROS_PER_KILO);
      amounts = with(amounts, Dimension.CO2E, sink.of(Metric.CO2E) * MICROS_PER_KILO);
    }
    if (limits.limit(Dimension.MONEY) && cost(target, usage) instanceof Cost.Priced priced) {
      amounts = with(amounts, Dimension.MONEY, priced.nanos());
    }
    return amounts;
  }

  private static Amounts counters(Usage usage) {
    Amounts amounts = Amounts.UNKNOWN;
    OptionalLong input = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    if (input.isPresent() && output.isPresent()) {
      return amounts
          .with(Dimension.INPUT_TOKENS, input.getAsLong())
          .with(Dimension.OUTPUT_TOKENS, output.getAsLong());
    }
    amounts = with(amounts, Dimension.IMAGES, usage.value(UsageUnit.IMAGES));
    amounts = with(amounts, Dimension.AUDIO_MILLIS, usage.value(UsageUnit.AUDIO_MILLIS));
    return with(amounts, Dimension.VIDEO_MILLIS, usage.value(UsageUnit.VIDEO_MILLIS));
  }

  private static Amounts with(Amounts amounts, Dimension dimension, OptionalLong amount) {
    return amount.isPresent() ? with(amounts, dimension, amount.getAsLong()) : amounts;
  }

  /** Rounded up; what is not known is not named. */
  private static Amounts with(Amounts amounts, Dimension dimension, double amount) {
    return Double.isNaN(amount)
        ? amounts
        : amounts.with(
            dimension, (long) Math.min(LimitRule.MOST_AMOUNT, Math.max(0, Math.ceil(amount))));
  }

  private EstimateSink estimate(Target target, Usage usage) {
    TargetFacts.Facts facts = generation.config().facts().of(target);
    EstimateSink sink = SINKS.get();
    GenerationRequest request = generation.received().request();
    generation
        .config()
        .meter()
        .estimate(request.modality(), usage, run, facts.model(), facts.site(), sink);
    return sink;
  }

  private Cost cost(Target target, Usage usage) {
    TargetFacts.Facts facts = generation.config().facts().of(target);
    GenerationRequest request = generation.received().request();
    return generation
        .config()
        .meter()
        .read(
            new MeterInput(
                request.modality(),
                usage,
                run,
                target.name(),
                facts.model(),
                facts.site(),
                NOBODY_TIMED_IT,
                generation.received().time(),
                Attributes.of(request)))
        .cost();
  }
}
