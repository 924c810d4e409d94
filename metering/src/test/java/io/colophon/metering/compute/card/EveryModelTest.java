package io.colophon.metering.compute.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.compute.ComputeEstimate;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.FittedVideo;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.compute.Workload;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every card on every accelerator: operations, time and energy are known, with true bounds. */
class EveryModelTest {
  private static final ComputeLadder LADDER = ComputeLadder.standard();

  static Stream<ModelCard> cards() {
    return ModelCards.bundled().all().stream();
  }

  @Test
  void table_coversModelsAndAccelerators() {
    assertThat(cards()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(Accelerators.ids()).hasSizeGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("cards")
  void estimate_everyAccelerator_isKnownWithBounds(ModelCard card) {
    for (String id : Accelerators.ids()) {
      ModelFacts facts =
          card.facts().withAccelerator(Accelerators.get(id), Accelerator.Precision.BITS_16);
      check(card, facts);
    }
    check(card, card.facts());
  }

  private static void check(ModelCard card, ModelFacts facts) {
    ComputeEstimate estimate =
        LADDER
            .estimate(
                facts, new Workload(card.modality(), usage(card.modality()), RunShape.UNKNOWN, 20))
            .estimate();
    positive(card, estimate.itEnergy());
    if (!(facts.network() instanceof FittedVideo)) {
      positive(card, estimate.flop());
    }
  }

  private static void positive(ModelCard card, Figure figure) {
    assertThat(figure)
        .as(card.id())
        .isInstanceOfSatisfying(
            Figure.Known.class,
            known -> {
              Interval value = known.value();
              assertThat(value.low()).isBetween(0.0, value.best());
              assertThat(value.best()).isPositive().isLessThanOrEqualTo(value.high());
            });
  }

  /** As a vendor would report it, for a model of any kind in that modality. */
  private static Usage usage(Modality modality) {
    Usage.Builder usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 500)
            .with(UsageUnit.OUTPUT_TOKENS, 200);
    switch (modality) {
      case TEXT -> usage.with(UsageUnit.CACHE_READ_TOKENS, 100);
      case IMAGE -> usage.with(UsageUnit.IMAGES, 1);
      case AUDIO ->
          usage.with(UsageUnit.AUDIO_MILLIS, 8_000).with(UsageUnit.INPUT_AUDIO_MILLIS, 8_000);
      case VIDEO ->
          usage
              .with(UsageUnit.VIDEO_MILLIS, 5_000)
              .with(UsageUnit.FRAMES, 80)
              .with(UsageUnit.PIXELS, 80L * 1280 * 720);
    }
    return usage.build();
  }
}
