package io.colophon.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.Decoder;
import io.colophon.metering.compute.GroupedAttention;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.compute.ThroughputProfile;
import io.colophon.metering.compute.card.ModelCard;
import io.colophon.metering.compute.card.ModelCards;
import io.colophon.metering.environment.Accelerator.Precision;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.environment.Site;
import io.colophon.metering.environment.Sites;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.PriceItem;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final Meter METER = new Meter(ComputeLadder.standard(), PriceBook.EMPTY);
  private static final Site CHINA =
      new Site(
          GridZones.bundled().get("CN"), Interval.of(1.25), Interval.of(0.5), "operator's word");
  private static final ModelFacts LLAMA_8B =
      ModelFacts.named("llama-3.1-8b").withParameters(Interval.of(8.03e9), null);

  @Test
  void read_measuredLocally_energyIsCpuTimeTimesPower() {
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.FLOP, 4_000_000_000L)
            .with(UsageUnit.CPU_NANOS, 3_600_000_000_000L)
            .build();
    MeterReading reading = read(Modality.IMAGE, usage, ModelFacts.named("local-image"), CHINA);
    assertThat(value(reading, Metric.COMPUTE)).isEqualTo(Interval.of(4e9));
    // One core hour at 4 to 12 W, times PUE 1.25.
    Interval energy = value(reading, Metric.ENERGY);
    assertThat(energy.low()).isCloseTo(0.005, withinPercentage(1e-9));
    assertThat(energy.best()).isCloseTo(0.00875, withinPercentage(1e-9));
    assertThat(energy.high()).isCloseTo(0.015, withinPercentage(1e-9));
    assertThat(value(reading, Metric.CO2E).best())
        .isCloseTo(0.00875 * 0.5306, withinPercentage(1e-9));
    assertThat(value(reading, Metric.COAL).best())
        .isCloseTo(0.00875 * 0.1229, withinPercentage(1e-9));
    assertThat(value(reading, Metric.CO2_COAL_ROUTE).best())
        .isCloseTo(0.00875 * 0.1229 * 2.46, withinPercentage(1e-9));
    assertThat(method(reading, Metric.ENERGY)).isEqualTo("measured-local/1");
    assertThat(method(reading, Metric.CO2E)).isEqualTo("cn-grid-2023/2023");
    assertThat(method(reading, Metric.CO2_COAL_ROUTE)).isEqualTo("cn-coal-equivalent/1");
    assertThat(reading.energyReason()).isEqualTo("measured");
    assertThat(reading.place()).isEqualTo(new MeterReading.Place("CN", Interval.of(1.25), false));
  }

  @Test
  void read_coalRoute_isLowerThanTheGridOf2023() {
    MeterReading reading = read(Modality.TEXT, cpu(1_000_000_000L), ModelFacts.named("m"), CHINA);
    assertThat(value(reading, Metric.CO2_COAL_ROUTE).best() / value(reading, Metric.CO2E).best())
        .isCloseTo(0.57, withinPercentage(1));
  }

  @Test
  void read_acceleratorKnown_takesOperationsAndSaysWhy() {
    ModelFacts facts = LLAMA_8B.withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    MeterReading reading = read(Modality.TEXT, tokens(), facts, CHINA);
    assertThat(method(reading, Metric.COMPUTE)).isEqualTo("flop-roofline/2");
    assertThat(method(reading, Metric.ENERGY)).isEqualTo("flop-roofline/2");
    assertThat(reading.energyReason())
        .isEqualTo(
            "flop-roofline, since measured-local: the provider reports no CPU or accelerator time;"
                + " throughput-profile: no throughput of the model is published");
  }

  @Test
  void read_acceleratorUnknown_countsOperationsAndTakesEnergyFromEcologits() {
    MeterReading reading = read(Modality.TEXT, tokens(), LLAMA_8B, Sites.ofVendor("openai"));
    assertThat(method(reading, Metric.COMPUTE)).isEqualTo("flop-roofline/2");
    assertThat(method(reading, Metric.ENERGY)).isEqualTo("ecologits-llm-0.11/0.11.2");
    assertThat(method(reading, Metric.CO2E_EMBODIED)).isEqualTo("ecologits-llm-0.11/0.11.2");
    assertThat(method(reading, Metric.CO2E)).isEqualTo("grid-ecologits/0.11.2");
    assertThat(value(reading, Metric.WATER).best()).isPositive();
  }

  @Test
  void read_throughputPublished_goesBeforeOperations() {
    // DeepSeek-V3 on a node of 8 H800: 73,700 input and 14,800 output tokens per second.
    ModelFacts facts =
        LLAMA_8B.withThroughput(
            new ThroughputProfile(
                73_700,
                14_800,
                8,
                new Interval(4_895, 5_438, 5_974),
                "h800",
                "DeepSeek inference system"));
    MeterReading reading = read(Modality.TEXT, tokens(), facts, CHINA);
    assertThat(method(reading, Metric.ENERGY)).isEqualTo("throughput-profile/1");
    double joules = value(reading, Metric.ENERGY).best() / 1.25 * 3.6e6;
    assertThat(joules).isCloseTo(100 * 0.074 + 50 * 0.367, withinPercentage(0.5));
  }

  @Test
  void read_nothingKnown_isUnknownEverywhereWithTheReasons() {
    MeterReading reading =
        read(Modality.IMAGE, Usage.UNREPORTED, ModelFacts.named("closed"), Site.UNKNOWN);
    for (Metric metric : Metric.values()) {
      assertThat(reading.figures().of(metric)).isInstanceOf(Figure.Unknown.class);
    }
    assertThat(((Figure.Unknown) reading.figures().of(Metric.ENERGY)).reason())
        .startsWith("measured-local: the provider reports no CPU or accelerator time; ")
        .contains("flop-diffusion: how the model is built is not known");
    assertThat(reading.cost())
        .isEqualTo(new Cost.Unpriced("no tariff for the target or the model"));
  }

  @Test
  void read_siteUnknown_carbonIsUnknownAndPueIsAssumedAsBounds() {
    MeterReading reading =
        read(Modality.TEXT, cpu(3_600_000_000_000L), ModelFacts.named("m"), Site.UNKNOWN);
    assertThat(reading.figures().of(Metric.CO2E))
        .isEqualTo(new Figure.Unknown("the grid zone is not known"));
    assertThat(value(reading, Metric.ENERGY).low()).isCloseTo(0.004, withinPercentage(1e-9));
    assertThat(value(reading, Metric.ENERGY).high()).isCloseTo(0.0192, withinPercentage(1e-9));
    assertThat(reading.place().pueAssumed()).isTrue();
  }

  @Test
  void read_gridWithoutWaterFactor_waterIsUnknownNotZero() {
    MeterReading reading = read(Modality.TEXT, cpu(1_000), ModelFacts.named("m"), CHINA);
    assertThat(reading.figures().of(Metric.WATER))
        .isEqualTo(new Figure.Unknown("the grid zone has no water factor"));
  }

  @Test
  void read_zeroReported_isZeroNotUnknown() {
    MeterReading reading = read(Modality.TEXT, cpu(0), ModelFacts.named("m"), CHINA);
    assertThat(value(reading, Metric.ENERGY)).isEqualTo(Interval.ZERO);
    assertThat(value(reading, Metric.CO2E)).isEqualTo(Interval.ZERO);
  }

  @Test
  void read_anyUsage_neverThrows() {
    SplittableRandom random = new SplittableRandom(3);
    List<ModelFacts> models =
        List.of(
            ModelFacts.named("veo-3.0"),
            LLAMA_8B,
            LLAMA_8B
                .withParameters(Interval.between(1e-3, 1e15), Interval.of(1e15))
                .withNetwork(
                    Decoder.dense(GroupedAttention.ofWidth(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .withAccelerator(Accelerators.get("ascend-910b"), Precision.BITS_8));
    for (int i = 0; i < 5_000; i++) {
      Usage.Builder usage = Usage.from(Source.PROVIDER_PARTIAL);
      for (UsageUnit unit : UsageUnit.values()) {
        if (random.nextInt(3) > 0) {
          usage.with(unit, random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong(1_000));
        }
      }
      MeterReading reading =
          METER.read(
              new MeterInput(
                  Modality.values()[random.nextInt(4)],
                  usage.build(),
                  RunShape.UNKNOWN,
                  "p/m",
                  models.get(random.nextInt(models.size())),
                  random.nextBoolean() ? CHINA : Sites.ofVendor("openai"),
                  random.nextLong(),
                  AT));
      assertThat(reading.figures().of(Metric.ENERGY)).isNotNull();
    }
  }

  @Test
  void estimate_anyRun_isTheBestValuesOfTheReading() {
    SplittableRandom random = new SplittableRandom(11);
    List<ModelCard> cards = ModelCards.bundled().all();
    EstimateSink sink = new EstimateSink();
    for (int i = 0; i < 3_000; i++) {
      ModelCard card = cards.get(random.nextInt(cards.size()));
      ModelFacts facts =
          random.nextBoolean()
              ? card.facts()
              : card.facts().withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
      Usage.Builder usage = Usage.from(Source.PROVIDER_FINAL);
      for (UsageUnit unit : UsageUnit.values()) {
        if (unit.ordinal() < UsageUnit.SESSION_MILLIS.ordinal() && random.nextInt(4) > 0) {
          usage.with(unit, random.nextLong(5_000));
        }
      }
      Usage counted = usage.build();
      Site site = random.nextBoolean() ? CHINA : Sites.ofVendor("anthropic");
      MeterReading reading =
          METER.read(
              new MeterInput(
                  card.modality(), counted, RunShape.UNKNOWN, "p/m", facts, site, -1, AT));
      METER.estimate(card.modality(), counted, RunShape.UNKNOWN, facts, site, sink);
      for (Metric metric : Metric.values()) {
        if (reading.figures().of(metric) instanceof Figure.Known known) {
          assertThat(sink.of(metric))
              .as(card.id() + " " + metric + " " + reading.energyReason())
              .isCloseTo(known.value().best(), withinPercentage(1e-9));
        } else {
          assertThat(sink.of(metric)).as(card.id() + " " + metric).isNaN();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"input_tokens,output_tokens", "requests,kwh", "gpu_seconds,pflop", "images,requests"})
  void price_anyTariff_isTheMoneyOfTheReading(String one, String other) {
    List<UnitPrice> prices =
        Stream.of(one, other)
            .map(item -> new UnitPrice(PriceItem.find(item).orElseThrow(), 2_500_000_000L, 1_000))
            .toList();
    Tariff tariff = new Tariff("p/" + LLAMA_8B.model(), "USD", "v1", AT, null, prices);
    Meter meter = new Meter(ComputeLadder.standard(), new PriceBook(List.of(tariff)));
    for (Instant at : List.of(AT, AT.minusSeconds(1))) {
      MeterInput input =
          new MeterInput(
              Modality.TEXT, tokens(), RunShape.UNKNOWN, tariff.subject(), LLAMA_8B, CHINA, -1, at);
      assertThat(meter.price(input)).isEqualTo(meter.read(input).cost());
    }
  }

  @Test
  void estimate_again_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    EstimateSink sink = new EstimateSink();
    Usage usage =
        Usage.from(Source.ESTIMATED)
            .with(UsageUnit.INPUT_TOKENS, 900)
            .with(UsageUnit.OUTPUT_TOKENS, 400)
            .with(UsageUnit.IMAGES, 1)
            .with(UsageUnit.AUDIO_MILLIS, 8_000)
            .with(UsageUnit.VIDEO_MILLIS, 5_000)
            .build();
    List<ModelCard> cards = ModelCards.bundled().all();
    // The first round loads classes and data files.
    long before = 0;
    for (int round = 0; round < 3; round++) {
      before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < cards.size(); i++) {
        ModelCard card = cards.get(i);
        METER.estimate(card.modality(), usage, RunShape.UNKNOWN, card.facts(), CHINA, sink);
      }
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(cards.size());
  }

  private static MeterReading read(Modality modality, Usage usage, ModelFacts model, Site site) {
    return METER.read(
        new MeterInput(
            modality,
            usage,
            RunShape.UNKNOWN,
            "p/" + model.model(),
            model,
            site,
            2_000_000_000L,
            AT));
  }

  private static Usage cpu(long nanos) {
    return Usage.from(Source.PROVIDER_FINAL).with(UsageUnit.CPU_NANOS, nanos).build();
  }

  private static Usage tokens() {
    return Usage.from(Source.PROVIDER_FINAL)
        .with(UsageUnit.INPUT_TOKENS, 100)
        .with(UsageUnit.CACHE_READ_TOKENS, 0)
        .with(UsageUnit.OUTPUT_TOKENS, 50)
        .build();
  }

  private static Interval value(MeterReading reading, Metric metric) {
    return ((Figure.Known) reading.figures().of(metric)).value();
  }

  private static String method(MeterReading reading, Metric metric) {
    return ((Figure.Known) reading.figures().of(metric)).method().tag();
  }
}
