package io.colophon.metering.compute;

import static io.colophon.metering.compute.Runs.card;
import static io.colophon.metering.compute.Runs.counted;
import static io.colophon.metering.compute.Runs.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colophon.metering.compute.ComputeLadder.Choice;
import io.colophon.metering.environment.Accelerator.Precision;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComputeLadderTest {
  private static final ComputeLadder LADDER = ComputeLadder.standard();
  private static final Usage TOKENS =
      counted(
          Map.of(
              UsageUnit.INPUT_TOKENS, 100L,
              UsageUnit.CACHE_READ_TOKENS, 0L,
              UsageUnit.OUTPUT_TOKENS, 400L));

  @Test
  void energy_largeMixtureOnUnknownHardware_passesEcologitsOverAndSaysWhy() {
    ModelFacts mixture =
        ModelFacts.named("big-mixture").withParameters(Interval.of(37e9), Interval.of(671e9));
    Choice choice = text(mixture, TOKENS);
    assertThat(method(choice.estimate().itEnergy())).isEqualTo("flop-roofline-assumed/1");
    assertThat(choice.reason())
        .startsWith("flop-roofline-assumed, since ")
        .contains("; ecologits-llm-0.11 is passed over: for large mixtures of experts");
    // EcoLogits lies 32 times above the published throughput of such a model, this within 4 times.
    double published = value(text(card("deepseek-v3"), TOKENS).estimate().itEnergy()).best();
    double taken = value(choice.estimate().itEnergy()).best();
    double ecologits =
        value(
                Runs.by(new EcologitsLlmModel(), mixture, Modality.TEXT, TOKENS, RunShape.UNKNOWN)
                    .itEnergy())
            .best();
    assertThat(ecologits / published).isGreaterThan(25);
    assertThat(taken / published).isBetween(0.25, 4.0);
  }

  @Test
  void energy_denseModelOnUnknownHardware_isThatOfEcologits() {
    Choice choice = text(card("llama-3.1-70b"), TOKENS);
    assertThat(method(choice.estimate().itEnergy())).isEqualTo("ecologits-llm-0.11/0.11.2");
    assertThat(method(choice.estimate().flop())).isEqualTo("flop-roofline/2");
    assertThat(choice.reason()).doesNotContain("passed over");
  }

  @Test
  void energy_onlyTheDoubtedRungIsLeft_isTakenAllTheSame() {
    ModelFacts mixture =
        ModelFacts.named("big-mixture").withParameters(Interval.of(37e9), Interval.of(671e9));
    Choice choice = text(mixture, counted(Map.of(UsageUnit.OUTPUT_TOKENS, 400L)));
    assertThat(method(choice.estimate().itEnergy())).isEqualTo("ecologits-llm-0.11/0.11.2");
    assertThat(choice.reason()).contains("ecologits-llm-0.11 is passed over");
  }

  @Test
  void energy_publishedThroughput_goesBeforeOperations() {
    Choice choice = text(card("deepseek-v3"), TOKENS);
    // 0.041 Wh of the servers for 400 output tokens, and 100 input tokens at 0.074 J.
    assertThat(value(choice.estimate().itEnergy()).best() * 1000)
        .isCloseTo(0.041 + 100 * 0.074 / 3600, withinPercentage(2));
    assertThat(method(choice.estimate().itEnergy())).isEqualTo("throughput-profile/1");
    assertThat(method(choice.estimate().flop())).isEqualTo("flop-roofline/2");
    assertThat(choice.reason())
        .isEqualTo(
            "throughput-profile, since measured-local: the provider reports no CPU or accelerator"
                + " time");
  }

  @Test
  void embodied_acceleratorOfKnownMaking_isItsShareOfThreeYears() {
    ModelFacts facts =
        card("llama-3.1-8b").withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    ComputeEstimate estimate = text(facts, TOKENS).estimate();
    double seconds = value(estimate.acceleratorSeconds()).best();
    assertThat(value(estimate.embodiedCo2e()).best())
        .isCloseTo(seconds / 94_608_000 * 985.5, withinPercentage(1e-9));
  }

  @Test
  void embedding_readsAndWritesNothing() {
    Usage usage = counted(Map.of(UsageUnit.INPUT_TOKENS, 1000L));
    ModelFacts model = card("bge-m3");
    Figure flop =
        Runs.by(EncoderModel.onKnown(), model, Modality.TEXT, usage, RunShape.UNKNOWN).flop();
    double matrices = 2 * 0.568e9 * 1000;
    assertThat(value(flop)).isEqualTo(Interval.of(matrices + 4.0 * 24 * 1024 * 1e6));

    RunShape ten =
        new RunShape(RunShape.Task.EMBEDDING, 0, 0, 10, 0, Double.NaN, Double.NaN, 0, 0, 0, false);
    Interval of10 = value(Runs.by(EncoderModel.onKnown(), model, Modality.TEXT, usage, ten).flop());
    assertThat(of10.best()).isEqualTo(matrices + 4.0 * 24 * 1024 * 1e5);
    assertThat(of10.high()).isEqualTo(matrices + 4.0 * 24 * 1024 * 1e6);

    ComputeEstimate decoder =
        Runs.by(TransformerModel.onKnown(), card("qwen3-embedding-8b"), Modality.TEXT, usage, ten);
    assertThat(value(decoder.flop()).best())
        .isCloseTo(2 * 8.2e9 * 1000 + 4.0 * 36 * 4096 * 1000 * 1001 / 2, withinPercentage(1e-9));
  }

  @Test
  void session_silent_holdsAPlaceAllTheTime() {
    ModelFacts model =
        card("gpt-4o-realtime-preview")
            .withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    Usage spoken =
        counted(
            Map.of(
                UsageUnit.INPUT_TOKENS, 500L,
                UsageUnit.CACHE_READ_TOKENS, 0L,
                UsageUnit.OUTPUT_TOKENS, 300L,
                UsageUnit.SESSION_MILLIS, 600_000L));
    Usage silent =
        counted(
            Map.of(
                UsageUnit.INPUT_TOKENS, 0L,
                UsageUnit.OUTPUT_TOKENS, 0L,
                UsageUnit.SESSION_MILLIS, 600_000L));
    Workload work =
        new Workload(Modality.AUDIO, spoken, RunShape.UNKNOWN, Double.POSITIVE_INFINITY);
    Choice choice = LADDER.estimate(model, work);
    assertThat(method(choice.estimate().itEnergy())).isEqualTo("realtime-session/1");
    ComputeEstimate idle =
        Runs.by(new RealtimeModel(), model, Modality.AUDIO, silent, RunShape.UNKNOWN);
    // One of 64 places on each accelerator, for ten minutes, at 30 % of 10.2 kW x 0.65 / 8.
    assertThat(value(idle.acceleratorSeconds()).best())
        .isCloseTo(600 / 64.0, withinPercentage(1e-9));
    assertThat(value(idle.itEnergy()).best())
        .isCloseTo(600 / 64.0 * 0.3 * 0.65 * 10_200 / 8 / 3.6e6, withinPercentage(1e-6));
    assertThat(value(choice.estimate().itEnergy()).best())
        .isGreaterThan(value(idle.itEnergy()).best());
  }

  private static Choice text(ModelFacts model, Usage usage) {
    return LADDER.estimate(
        model, new Workload(Modality.TEXT, usage, RunShape.UNKNOWN, Double.POSITIVE_INFINITY));
  }

  private static String method(Figure figure) {
    return ((Figure.Known) figure).method().tag();
  }
}
