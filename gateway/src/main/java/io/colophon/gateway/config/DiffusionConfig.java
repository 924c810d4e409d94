package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Count;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.metering.compute.DiffusionNetwork;
import io.colophon.metering.compute.DiffusionTransformer;
import io.colophon.metering.compute.Sampling;
import io.colophon.metering.compute.Unet;
import io.colophon.provider.spi.Default;
import java.time.Duration;
import java.util.Optional;

/** How a model that takes noise away is built and usually run, for compute and energy. */
public record DiffusionConfig(
    @About("FLOP of one forward pass at width x height, such as 6.7T; instead of layers.")
        Optional<Count> flopPerPass,
    @Range(min = "1") @About("Blocks of a diffusion transformer.") Optional<Integer> layers,
    @Range(min = "1") @About("Width of a diffusion transformer.") Optional<Integer> modelWidth,
    @Default("0") @Range(min = "0") @About("Text tokens that the picture's tokens look at.")
        int textTokens,
    @About("Parameters that work on one token, such as 14e9; absent: 12 x layers x width^2.")
        Optional<Interval> tokenParameters,
    @Default("1")
        @Range(min = "1", max = "64")
        @About("Frames of a film in one latent frame; 1 for pictures, commonly 4 for films.")
        int framesPerLatent,
    @About("Usual sampling steps, such as 28 or 28..50.") Interval steps,
    @Default("2") @About("Forward passes for each step where a request does not tell its guidance.")
        Interval passes,
    @Default("true") @About("Whether a guidance above 1 costs a second pass.") boolean guided,
    @Default("1024") @Range(min = "1", max = "65536") @About("Usual width, pixels.") int width,
    @Default("1024") @Range(min = "1", max = "65536") @About("Usual height, pixels.") int height,
    @Default("0s") @About("Usual length of a film.") Duration length,
    @Default("0") @Range(min = "0", max = "1000") @About("Usual frames of a film in a second.")
        int framesPerSecond) {

  /** Refuses what {@link #network} could not be made from. */
  public DiffusionConfig {
    if (flopPerPass.isPresent() == (layers.isPresent() && modelWidth.isPresent())) {
      throw new IllegalArgumentException(
          "expected either flop-per-pass, or layers and model-width");
    }
    sampling(steps, passes, guided, width, height, length, framesPerSecond);
    layers.ifPresent(blocks -> parameters(tokenParameters, blocks, modelWidth.orElse(1)));
  }

  /** In the form that metering knows. */
  public DiffusionNetwork network() {
    Sampling sampling = sampling(steps, passes, guided, width, height, length, framesPerSecond);
    if (flopPerPass.isPresent()) {
      return new Unet(
          io.colophon.metering.figure.Interval.of(flopPerPass.get().value().doubleValue()),
          (double) width * height,
          sampling);
    }
    int blocks = layers.orElseThrow();
    int across = modelWidth.orElseThrow();
    return new DiffusionTransformer(
        parameters(tokenParameters, blocks, across),
        blocks,
        across,
        textTokens,
        16,
        framesPerLatent,
        sampling);
  }

  private static io.colophon.metering.figure.Interval parameters(
      Optional<Interval> told, int layers, int width) {
    return told.map(Interval::toFigure)
        .orElseGet(() -> DiffusionTransformer.blockParameters(layers, width));
  }

  private static Sampling sampling(
      Interval steps,
      Interval passes,
      boolean guided,
      int width,
      int height,
      Duration length,
      int framesPerSecond) {
    return new Sampling(
        steps.toFigure(),
        passes.toFigure(),
        guided,
        Sampling.USUAL_OVERHEAD,
        width,
        height,
        length.toMillis(),
        framesPerSecond);
  }
}
