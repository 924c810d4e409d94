package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Public measurements that estimates are held against. */
final class Anchors {
  /** Watt hours of a kilowatt hour. */
  private static final double WH = 1000;

  /** Google's report: machines that wait, and the overhead of the data centre. */
  private static final double IDLE = 1.12;

  private static final double GOOGLE_PUE = 1.09;

  private static final ComputeLadder LADDER = ComputeLadder.standard();

  private Anchors() {}

  static List<Anchor> all() {
    return List.of(
        deepSeek(),
        deepSeekByOperations(),
        picture("stable-diffusion-2.1", "Stable Diffusion 2.1, 768 x 768, 50 steps", 50, 0.534),
        picture("sdxl", "SDXL, 1024 x 1024, 30 steps", 30, 1.640),
        flux(),
        film(
            "wan2.1-t2v-14b", "Wan 2.1 14B, 1280 x 720, 81 frames, 50 steps", 1280, 720, 81, 415.1),
        film("wan2.1-t2v-1.3b", "Wan 2.1 1.3B, the same clip", 1280, 720, 81, 90.5),
        film("cogvideox-5b", "CogVideoX 5B, 720 x 480, 49 frames, 50 steps", 720, 480, 49, 25.3),
        gemini(),
        mistral());
  }

  private static Anchor deepSeek() {
    return ofEnergy(
        "DeepSeek-V3, 1,000 output tokens",
        0.367 / 3.6,
        Runs.card("deepseek-v3"),
        Modality.TEXT,
        Map.of(UsageUnit.INPUT_TOKENS, 0L, UsageUnit.OUTPUT_TOKENS, 1000L),
        1,
        "servers, no PUE. The rung is this measurement: 14,800 tokens/s of eight H800",
        "DeepSeek, open-infra-index, day 6 (2025-03), with the mean power of a DGX H800");
  }

  private static Anchor deepSeekByOperations() {
    return ofEnergy(
        "the same from its operations",
        0.367 / 3.6,
        Runs.card("deepseek-v3")
            .withThroughput(null)
            .withAccelerator(Accelerators.get("h800"), Accelerator.Precision.BITS_8),
        Modality.TEXT,
        Map.of(UsageUnit.INPUT_TOKENS, 0L, UsageUnit.OUTPUT_TOKENS, 1000L),
        1,
        "servers, no PUE. The usual utilisation was chosen with this measurement in view",
        "as above");
  }

  private static Anchor picture(String card, String name, long steps, double wattHours) {
    return ofEnergy(
        name,
        wattHours,
        Runs.card(card),
        Modality.IMAGE,
        Map.of(UsageUnit.IMAGES, 1L, UsageUnit.STEPS, steps),
        1 / Accelerators.HOST_FACTOR,
        "the GPU alone: ours without its host, divided by " + Accelerators.HOST_FACTOR,
        "AI Energy Score, A100, as EcoLogits quotes it");
  }

  private static Anchor flux() {
    ComputeLadder.Choice choice =
        choose(
            Runs.card("flux.1-dev"),
            Modality.IMAGE,
            Map.of(UsageUnit.IMAGES, 1L, UsageUnit.STEPS, 50L));
    return anchor(
        "FLUX.1 dev, 1024 x 1024, 50 steps",
        3719.5,
        choice.estimate().flop(),
        1e-12,
        "TFLOP",
        "operations, not energy; theirs leave out text encoder and decoder",
        "TaylorSeer (arXiv 2503.06923)",
        true);
  }

  private static Anchor film(
      String card, String name, long width, long height, long frames, double wattHours) {
    return ofEnergy(
        name,
        wattHours,
        Runs.card(card).withAccelerator(Accelerators.get("h100"), Accelerator.Precision.BITS_16),
        Modality.VIDEO,
        Map.of(
            UsageUnit.FRAMES,
            frames,
            UsageUnit.PIXELS,
            frames * width * height,
            UsageUnit.VIDEO_MILLIS,
            frames * 1000 / 15),
        1,
        "GPU, CPU and memory of one machine with one H100, no PUE",
        "Delavande et al. 2025 (arXiv 2509.19222), table 4");
  }

  private static Anchor gemini() {
    return ofEnergy(
        "Gemini app, median text prompt",
        0.24,
        Runs.card("gemini-2.5-flash"),
        Modality.TEXT,
        Map.of(UsageUnit.INPUT_TOKENS, 500L, UsageUnit.OUTPUT_TOKENS, 400L),
        IDLE * GOOGLE_PUE,
        "whole fleet: ours times 1.12 for waiting machines and PUE 1.09. Model and length are not"
            + " published; taken: 2.5 Flash, 500 tokens in, 400 out",
        "Google, Measuring the environmental impact of delivering AI (2025-08)");
  }

  private static Anchor mistral() {
    ComputeLadder.Choice choice =
        choose(
            Runs.card("mistral-large-2"),
            Modality.TEXT,
            Map.of(UsageUnit.INPUT_TOKENS, 0L, UsageUnit.OUTPUT_TOKENS, 400L));
    Function<Interval, Interval> grams =
        kwh -> kwh.times(1.16).times(GridZones.bundled().get("USA").gwp()).times(1000);
    Figure.Known energy = (Figure.Known) choice.estimate().itEnergy();
    return new Anchor(
        "Mistral Large 2, 400 output tokens",
        1.14,
        grams.apply(energy.value()),
        "gCO2e",
        energy.method().id(),
        "not equal: theirs is a life cycle analysis (networks, terminals, making of the hardware,"
            + " machines that wait) with an unpublished grid; ours is electricity of the run, PUE"
            + " 1.16, grid of the USA",
        "Mistral, ADEME, Carbone 4 (2025-07)",
        false);
  }

  private static ComputeLadder.Choice choose(
      ModelFacts model, Modality modality, Map<UsageUnit, Long> counts) {
    Usage usage = Runs.counted(counts);
    return LADDER.estimate(
        model, new Workload(modality, usage, RunShape.UNKNOWN, Double.POSITIVE_INFINITY));
  }

  private static Anchor ofEnergy(
      String name,
      double wattHours,
      ModelFacts model,
      Modality modality,
      Map<UsageUnit, Long> counts,
      double factor,
      String boundary,
      String source) {
    return anchor(
        name,
        wattHours,
        choose(model, modality, counts).estimate().itEnergy(),
        WH * factor,
        "Wh",
        boundary,
        source,
        true);
  }

  private static Anchor anchor(
      String name,
      double published,
      Figure figure,
      double unit,
      String unitName,
      String boundary,
      String source,
      boolean comparable) {
    if (!(figure instanceof Figure.Known known)) {
      throw new AssertionError(name + ": " + figure);
    }
    return new Anchor(
        name,
        published,
        known.value().times(unit),
        unitName,
        known.method().tag(),
        boundary,
        source,
        comparable);
  }
}
