package io.colophon.benchmarks.micro;

import io.colophon.metering.EstimateSink;
import io.colophon.metering.Meter;
import io.colophon.metering.MeterInput;
import io.colophon.metering.MeterReading;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.compute.card.ModelCards;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What metering one generation costs: the best values alone, and the whole reading with bounds,
 * methods, reasons and money. Where the accelerator is not known every rung is asked.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MeterBenchmark {
  @Param({"text", "text-unknown-hardware", "image", "film", "speech"})
  public String run = "text";

  private final Meter meter = Samples.meter();
  private final EstimateSink sink = new EstimateSink();
  private MeterInput input = Samples.METER_INPUT;

  @Setup
  public void prepare() {
    input =
        switch (run) {
          case "text" ->
              input(
                  "deepseek-v3",
                  true,
                  usage().with(UsageUnit.INPUT_TOKENS, 900).with(UsageUnit.OUTPUT_TOKENS, 400));
          case "text-unknown-hardware" ->
              input(
                  "gpt-4o",
                  false,
                  usage().with(UsageUnit.INPUT_TOKENS, 900).with(UsageUnit.OUTPUT_TOKENS, 400));
          case "image" ->
              input(
                  "flux.1-dev",
                  false,
                  usage().with(UsageUnit.IMAGES, 1).with(UsageUnit.PIXELS, 1 << 20));
          case "film" ->
              input(
                  "wan2.1-t2v-14b",
                  true,
                  usage()
                      .with(UsageUnit.VIDEO_MILLIS, 5_000)
                      .with(UsageUnit.FRAMES, 81)
                      .with(UsageUnit.PIXELS, 81L * 1280 * 720));
          default -> input("orpheus-3b", true, usage().with(UsageUnit.AUDIO_MILLIS, 12_000));
        };
  }

  /** The best values of every physical quantity, into a sink that is used again. */
  @Benchmark
  public EstimateSink estimate() {
    meter.estimate(input.modality(), input.usage(), input.run(), input.model(), input.site(), sink);
    return sink;
  }

  /** All of it: bounds, methods, reasons, money. */
  @Benchmark
  public MeterReading read() {
    return meter.read(input);
  }

  private static Usage.Builder usage() {
    return Usage.from(Quantity.Source.PROVIDER_FINAL);
  }

  private static MeterInput input(String card, boolean onH800, Usage.Builder usage) {
    ModelFacts known = ModelCards.bundled().find(card).orElseThrow().facts();
    ModelFacts facts =
        onH800
            ? known
                .withThroughput(null)
                .withAccelerator(Accelerators.get("h800"), Accelerator.Precision.BITS_16)
            : known;
    Modality modality = ModelCards.bundled().find(card).orElseThrow().modality();
    return new MeterInput(
        modality,
        usage.build(),
        RunShape.UNKNOWN,
        "vendor/big-chat",
        facts,
        new Site(GridZones.bundled().get("USA"), Interval.of(1.2), Interval.of(0.5), "benchmark"),
        1_500_000_000L,
        Samples.TIME);
  }
}
