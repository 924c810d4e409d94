package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.metering.compute.Serving;
import io.colophon.metering.compute.Utilisation;
import java.util.Optional;

/** How a model is served, for compute and energy. */
public record ServingConfig(
    @Range(min = "1")
        @About("Accelerators of one replica; absent: as many as hold the weights and a fifth more.")
        Optional<Integer> accelerators,
    @About(
            "Requests that one replica serves at the same time, such as 64 or 16..256;"
                + " absent: 16..256 for each accelerator.")
        Optional<Interval> batch,
    @Range(min = "1", max = "64")
        @About(
            "Bits that a weight takes in memory, such as 4 or 8; absent: as the model's card says.")
        Optional<Double> bitsPerWeight,
    @About("Share of the peak reached while reading a prompt, above 0 to 1; absent: 0.15..0.60.")
        Optional<Interval> prefillUtilisation,
    @About("Share of the peak reached while writing, above 0 to 1; absent: 0.01..0.15.")
        Optional<Interval> decodeUtilisation,
    @About("Share of the peak reached while sampling, above 0 to 1; absent: 0.25..0.50.")
        Optional<Interval> diffusionUtilisation,
    @About("Share of the memory's bandwidth reached, above 0 to 1; absent: 0.4..0.8.")
        Optional<Interval> memoryUtilisation,
    @About(
            "By which factor caching and skipped steps cut sampling, such as 2 or 2..3.4; absent:"
                + " 1.")
        Optional<Interval> computeReduction) {

  /** Refuses what {@link #over} could not apply. */
  public ServingConfig {
    serving(
        Serving.UNKNOWN,
        accelerators,
        batch,
        bitsPerWeight,
        utilisation(
            Utilisation.USUAL,
            prefillUtilisation,
            decodeUtilisation,
            diffusionUtilisation,
            memoryUtilisation),
        computeReduction);
  }

  /** What is said here, over what was known before. */
  public Serving over(Serving known) {
    return serving(
        known,
        accelerators,
        batch,
        bitsPerWeight,
        utilisation(
            known.utilisation(),
            prefillUtilisation,
            decodeUtilisation,
            diffusionUtilisation,
            memoryUtilisation),
        computeReduction);
  }

  private static Serving serving(
      Serving known,
      Optional<Integer> accelerators,
      Optional<Interval> batch,
      Optional<Double> bitsPerWeight,
      Utilisation utilisation,
      Optional<Interval> reduction) {
    Serving told =
        known
            .withReplica(
                accelerators.orElse(known.accelerators()),
                batch.map(Interval::toFigure).orElse(known.batch()))
            .withUtilisation(utilisation)
            .withReduction(reduction.map(Interval::toFigure).orElse(known.reduction()));
    return bitsPerWeight.isPresent() ? told.withWeights(bitsPerWeight.get()) : told;
  }

  private static Utilisation utilisation(
      Utilisation known,
      Optional<Interval> prefill,
      Optional<Interval> decode,
      Optional<Interval> diffusion,
      Optional<Interval> memory) {
    return new Utilisation(
        prefill.map(Interval::toFigure).orElse(known.prefill()),
        decode.map(Interval::toFigure).orElse(known.decode()),
        diffusion.map(Interval::toFigure).orElse(known.diffusion()),
        memory.map(Interval::toFigure).orElse(known.memory()));
  }
}
