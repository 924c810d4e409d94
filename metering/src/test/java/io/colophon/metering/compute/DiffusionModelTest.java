package io.colophon.metering.compute;

import static io.colophon.metering.compute.Runs.basis;
import static io.colophon.metering.compute.Runs.card;
import static io.colophon.metering.compute.Runs.counted;
import static io.colophon.metering.compute.Runs.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colophon.metering.environment.Accelerator.Precision;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffusionModelTest {
  private static final Prompt PROMPT = Prompt.of(new TargetModel("m"), "a red square");

  // TFLOP of one forward pass at the usual size.
  @ParameterizedTest
  @CsvSource({
    "flux.1-dev,                1024, 1024,  74.4, 0.1",
    "flux.1-schnell,            1024, 1024,  74.4, 0.1",
    "stable-diffusion-3.5-large,1024, 1024,  31.1, 0.1",
    "sdxl,                      1024, 1024,   6.7, 1e-9",
    "stable-diffusion-2.1,       768,  768,   1.1, 1e-9",
    "stable-diffusion-1.5,       512,  512,  0.55, 1e-9"
  })
  void pass_pictures_matchesTheCheckValues(
      String model, int width, int height, double tflop, double within) {
    DiffusionNetwork network = (DiffusionNetwork) card(model).network();
    assertThat(network.flopPerPass(Corner.BEST, (double) width * height, 1) / 1e12)
        .isCloseTo(tflop, within(within));
  }

  // PFLOP of one forward pass and of one clip of 50 steps, without text encoder and decoder.
  @ParameterizedTest
  @CsvSource({
    "wan2.1-t2v-14b,  1280, 720,  81,  75600,  6.80,  680",
    "wan2.1-t2v-1.3b,  832, 480,  81,  32760,  0.28,   28",
    "hunyuanvideo,    1280, 720, 129, 118800, 13.50,  675",
    "cogvideox-5b,     720, 480,  49,  17776,  0.34,   34"
  })
  void clip_openModels_matchesTheCheckValues(
      String model, int width, int height, int frames, double tokens, double pass, double clip) {
    ModelFacts facts = card(model);
    DiffusionTransformer network = (DiffusionTransformer) facts.network();
    double pixels = (double) width * height;
    assertThat(network.tokens(pixels, frames)).isEqualTo(tokens);
    assertThat(network.flopPerPass(Corner.BEST, pixels, frames) / 1e15)
        .isCloseTo(pass, within(0.006));
    Usage usage =
        counted(Map.of(UsageUnit.FRAMES, (long) frames, UsageUnit.PIXELS, (long) pixels * frames));
    Interval flop =
        value(
            Runs.by(DiffusionModel.onKnown(), facts, Modality.VIDEO, usage, RunShape.UNKNOWN)
                .flop());
    assertThat(flop.best() / network.sampling().overhead().best() / 1e15)
        .isCloseTo(clip, withinPercentage(2));
  }

  // PFLOP of a typical run, without text encoder and decoder.
  @ParameterizedTest
  @CsvSource({
    "flux.1-dev,                 28, 3.5, 2.08",
    "flux.1-dev,                 50, 3.5, 3.72",
    "flux.1-schnell,              4, 0.0, 0.30",
    "stable-diffusion-3.5-large, 28, 4.5, 1.74",
    "stable-diffusion-3.5-large, 28, 1.0, 0.87",
    "sdxl,                       30, 7.0, 0.40",
    "stable-diffusion-2.1,       50, 7.5, 0.11",
    "stable-diffusion-1.5,       50, 7.5, 0.055"
  })
  void run_guidanceOfTheRequest_decidesThePasses(
      String model, int steps, double guidance, double pflop) {
    ModelFacts facts = card(model);
    Sampling usual = ((DiffusionNetwork) facts.network()).sampling();
    GenerationRequest asked =
        picture(Optional.of(new PixelSize(usual.width(), usual.height())), 1, steps, guidance);
    ComputeEstimate estimate = run(facts, Usage.UNREPORTED, RunShape.of(asked));
    assertThat(value(estimate.flop()).best() / usual.overhead().best() / 1e15)
        .isCloseTo(pflop, withinPercentage(2));
    assertThat(basis(estimate.flop()))
        .contains("size as asked for", "steps as asked for", "as many as asked for")
        .doesNotContain("usual");
  }

  @Test
  void run_countedByTheUpstream_goesBeforeTheRequest() {
    ModelFacts facts = card("flux.1-dev");
    Usage usage =
        counted(
            Map.of(UsageUnit.IMAGES, 2L, UsageUnit.STEPS, 8L, UsageUnit.PIXELS, 2L * 512 * 512));
    ComputeEstimate estimate =
        run(facts, usage, RunShape.of(picture(Optional.of(new PixelSize(64, 64)), 9, 99, 3)));
    double pass = ((DiffusionNetwork) facts.network()).flopPerPass(Corner.BEST, 512 * 512, 1);
    assertThat(value(estimate.flop()).best()).isCloseTo(8 * pass * 1.1, withinPercentage(1e-9));
    assertThat(basis(estimate.flop())).doesNotContain("asked", "usual");
  }

  @Test
  void run_nothingSaid_takesWhatIsUsualWithBounds() {
    ComputeEstimate estimate =
        run(
            card("flux.1-dev"),
            counted(Map.of(UsageUnit.IMAGES, 1L)),
            RunShape.of(GenerationRequest.Image.of(PROMPT)));
    Interval flop = value(estimate.flop());
    assertThat(flop.low()).isCloseTo(28 * 74.4e12 * 1.05, withinPercentage(0.2));
    assertThat(flop.high()).isCloseTo(50 * 74.4e12 * 1.15, withinPercentage(0.2));
    assertThat(basis(estimate.flop())).contains("usual size", "usual steps");
  }

  @Test
  void run_pictureToChange_doesAShareOfTheSteps() {
    GenerationRequest.Image asked = picture(Optional.of(new PixelSize(1024, 1024)), 1, 30, 7);
    Interval whole = value(run(card("sdxl"), Usage.UNREPORTED, RunShape.of(asked)).flop());
    GenerationRequest.Image changed =
        new GenerationRequest.Image(
            asked.prompt(),
            asked.size(),
            1,
            Optional.empty(),
            asked.steps(),
            asked.guidance(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(new Part.Media("image/png", ByteBuffer.allocate(1))),
            Optional.empty(),
            OptionalDouble.of(0.55),
            List.of());
    Interval part = value(run(card("sdxl"), Usage.UNREPORTED, RunShape.of(changed)).flop());
    // round(0.55 x 30) = 17 of 30 steps.
    assertThat(part.best() / whole.best()).isCloseTo(17 / 30.0, within(1e-9));
  }

  @Test
  void run_reductionOfTheRun_dividesTheWork() {
    ModelFacts plain = card("flux.1-dev");
    ModelFacts cached = plain.withServing(plain.serving().withReduction(new Interval(2, 2.7, 3.4)));
    Usage usage = counted(Map.of(UsageUnit.IMAGES, 1L, UsageUnit.STEPS, 28L));
    Interval whole = value(run(plain, usage, RunShape.UNKNOWN).flop());
    Interval less = value(run(cached, usage, RunShape.UNKNOWN).flop());
    assertThat(whole.best() / less.best()).isCloseTo(2.7, within(1e-9));
    assertThat(whole.low() / less.low()).isCloseTo(3.4, within(1e-9));
    assertThat(whole.high() / less.high()).isCloseTo(2, within(1e-9));
  }

  @Test
  void time_wanClipOnH100_isAboutHalfAnHourOfOneAccelerator() {
    // 680 PFLOP at 45 % of 989 TFLOPS are 1,530 s.
    ModelFacts wan =
        card("wan2.1-t2v-14b")
            .withServing(
                Serving.UNKNOWN.withUtilisation(
                    new Utilisation(
                        Utilisation.USUAL.prefill(),
                        Utilisation.USUAL.decode(),
                        Interval.of(0.45),
                        Utilisation.USUAL.memory())))
            .withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    GenerationRequest film =
        new GenerationRequest.Video(
            PROMPT,
            Optional.of(new PixelSize(1280, 720)),
            Optional.of(Duration.ofNanos(81_000_000_000L / 16)),
            OptionalInt.of(16),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    ComputeEstimate estimate =
        Runs.by(DiffusionModel.onKnown(), wan, Modality.VIDEO, Usage.UNREPORTED, RunShape.of(film));
    assertThat(value(estimate.acceleratorSeconds()).best() / 1.1)
        .isCloseTo(1530, withinPercentage(1));
    assertThat(basis(estimate.flop())).contains("length as asked for");
  }

  // Wh of a GPU, measured on an A100 by the AI Energy Score.
  @ParameterizedTest
  @CsvSource({
    "stable-diffusion-2.1, 50, 7.5, 0.534, 10",
    "sdxl,                 30, 7.0, 1.640,  6",
    "sd-turbo,              1, 0.0, 0.190, 25"
  })
  void energyFit_measuredModels_isCloseWithoutTheHost(
      String model, int steps, double guidance, double wattHours, double percent) {
    Interval kwh =
        value(
            Runs.by(
                    new DiffusionEnergyFit(),
                    card(model),
                    Modality.IMAGE,
                    Usage.UNREPORTED,
                    RunShape.of(picture(Optional.empty(), 1, steps, guidance)))
                .itEnergy());
    assertThat(kwh.best() / Accelerators.HOST_FACTOR * 1000)
        .isCloseTo(wattHours, withinPercentage(percent));
    assertThat(kwh.low() * 1000).isLessThan(wattHours);
    assertThat(kwh.high() * 1000).isGreaterThan(wattHours);
  }

  @Test
  void unet_sizes_growBetweenTheAreaAndItsSquare() {
    Unet sdxl = (Unet) card("sdxl").network();
    double usual = sdxl.flopPerPass(Corner.BEST, 1024 * 1024, 1);
    assertThat(sdxl.flopPerPass(Corner.LOW, 4 * 1024 * 1024, 1)).isEqualTo(4 * 6.0e12);
    assertThat(sdxl.flopPerPass(Corner.BEST, 4 * 1024 * 1024, 1)).isBetween(4 * usual, 16 * usual);
    assertThat(sdxl.flopPerPass(Corner.BEST, 512 * 512, 1)).isBetween(usual / 16, usual / 4);
    assertThat(sdxl.flopPerPass(Corner.LOW, 512 * 512, 1))
        .isLessThan(sdxl.flopPerPass(Corner.HIGH, 512 * 512, 1));
  }

  @Test
  void run_nothingCountedOrAsked_isUnknown() {
    assertThat(run(card("sdxl"), Usage.UNREPORTED, RunShape.UNKNOWN).flop())
        .isEqualTo(new Figure.Unknown("pictures are neither reported nor asked for"));
    assertThat(run(ModelFacts.named("closed"), Usage.UNREPORTED, RunShape.UNKNOWN).flop())
        .isEqualTo(new Figure.Unknown("how the model is built is not known"));
  }

  @Test
  void run_noPictureCameOut_isZeroNotUnknown() {
    Usage none = counted(Map.of(UsageUnit.IMAGES, 0L));
    assertThat(value(run(card("sdxl"), none, RunShape.UNKNOWN).flop())).isEqualTo(Interval.ZERO);
  }

  private static ComputeEstimate run(ModelFacts model, Usage usage, RunShape run) {
    return Runs.by(DiffusionModel.onKnown(), model, Modality.IMAGE, usage, run);
  }

  private static GenerationRequest.Image picture(
      Optional<PixelSize> size, int count, int steps, double guidance) {
    return new GenerationRequest.Image(
        PROMPT,
        size,
        count,
        Optional.empty(),
        OptionalInt.of(steps),
        OptionalDouble.of(guidance),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        List.of());
  }
}
