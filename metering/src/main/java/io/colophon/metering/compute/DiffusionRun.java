package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;

/**
 * FLOP of one diffusion run: {@code overhead x steps x passes x FLOP of a pass}, over all pictures.
 * What the upstream counted goes first, then what the request asked for, then what is usual.
 */
final class DiffusionRun {
  private static final Figure.Unknown NOT_DIFFUSION =
      new Figure.Unknown("the formula is for diffusion models");
  private static final Figure.Unknown NO_NETWORK =
      new Figure.Unknown("how the model is built is not known");
  private static final Figure.Unknown NO_COUNT =
      new Figure.Unknown("pictures are neither reported nor asked for");

  private DiffusionRun() {}

  /** The network, if the run can be computed from it; else null, and why is said. */
  static @Nullable DiffusionNetwork network(ModelFacts model, Workload work, Said said) {
    Network network = model.network();
    if (work.modality() != Modality.IMAGE && work.modality() != Modality.VIDEO) {
      said.notFor(NOT_DIFFUSION);
    } else if (network == null) {
      said.unknown(NO_NETWORK);
    } else if (!(network instanceof DiffusionNetwork diffusion)) {
      said.notFor(NOT_DIFFUSION);
    } else if (work.modality() == Modality.IMAGE
        && work.count(UsageUnit.IMAGES) < 0
        && work.run().count() == 0) {
      said.unknown(NO_COUNT);
    } else {
      said.begin();
      return diffusion;
    }
    return null;
  }

  /** Pictures, or 1 for a film. Only for runs of which nothing is missing. */
  static double outputs(Workload work, Said said) {
    if (work.modality() == Modality.VIDEO) {
      return 1;
    }
    long images = work.count(UsageUnit.IMAGES);
    if (images < 0) {
      said.assume(Assumption.ASKED_COUNT);
    }
    return images < 0 ? work.run().count() : images;
  }

  static double flop(
      DiffusionNetwork network, Serving serving, Workload work, Corner corner, Said said) {
    double outputs = outputs(work, said);
    if (outputs == 0) {
      return 0;
    }
    Sampling usual = network.sampling();
    double frames = frames(usual, work, said);
    double pass = network.flopPerPass(corner, pixels(usual, work, outputs, frames, said), frames);
    return corner.of(usual.overhead())
        * allSteps(usual, work, outputs, corner, said)
        * passes(usual, work, corner, said)
        * pass
        / corner.divisor(serving.reduction());
  }

  /** Sampling steps, over all pictures. */
  private static double allSteps(
      Sampling usual, Workload work, double outputs, Corner corner, Said said) {
    long counted = work.count(UsageUnit.STEPS);
    if (counted >= 0) {
      return counted;
    }
    int asked = work.run().steps();
    said.assume(asked > 0 ? Assumption.ASKED_STEPS : Assumption.USUAL_STEPS);
    double steps = asked > 0 ? asked : corner.of(usual.steps());
    double strength = work.run().strength();
    return outputs * (Double.isNaN(strength) ? steps : Math.round(steps * strength));
  }

  /** A guidance above 1 costs a second pass where the model was not distilled for it. */
  private static double passes(Sampling usual, Workload work, Corner corner, Said said) {
    if (!usual.guided()) {
      return corner.of(usual.passes());
    }
    double guidance = work.run().guidance();
    if (!Double.isNaN(guidance)) {
      return guidance > 1 ? 2 : 1;
    }
    said.assume(Assumption.USUAL_GUIDANCE);
    return corner.of(usual.passes());
  }

  /** Pixels of one picture or frame. */
  private static double pixels(
      Sampling usual, Workload work, double outputs, double frames, Said said) {
    long counted = work.count(UsageUnit.PIXELS);
    double pictures = work.modality() == Modality.VIDEO ? frames : outputs;
    if (counted >= 0 && (work.modality() == Modality.IMAGE || work.count(UsageUnit.FRAMES) > 0)) {
      return counted / pictures;
    }
    RunShape run = work.run();
    if (run.width() > 0 && run.height() > 0) {
      said.assume(Assumption.ASKED_SIZE);
      return (double) run.width() * run.height();
    }
    said.assume(Assumption.USUAL_SIZE);
    return (double) usual.width() * usual.height();
  }

  /** Frames of a film, 1 for a picture. */
  private static double frames(Sampling usual, Workload work, Said said) {
    if (work.modality() == Modality.IMAGE) {
      return 1;
    }
    long counted = work.count(UsageUnit.FRAMES);
    if (counted > 0) {
      return counted;
    }
    RunShape run = work.run();
    double rate = run.framesPerSecond() > 0 ? run.framesPerSecond() : usual.framesPerSecond();
    long millis = work.count(UsageUnit.VIDEO_MILLIS);
    if (millis < 0) {
      said.assume(run.millis() > 0 ? Assumption.ASKED_LENGTH : Assumption.USUAL_LENGTH);
      millis = run.millis() > 0 ? run.millis() : usual.millis();
    }
    return Math.max(1, Math.rint(millis / 1e3 * Math.max(1, rate)));
  }
}
