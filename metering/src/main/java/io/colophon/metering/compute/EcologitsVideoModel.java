package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code ecologits-video-0.11}: closed video models by size and length of the clip; see {@link
 * ClosedVideo}. The latency is capped by the measured one.
 */
public final class EcologitsVideoModel implements ComputeModel {
  private static final Method METHOD = new Method("ecologits-video-0.11", "0.11.2");
  private static final String BASIS = "pixels, length, fitted latency x server power";
  private static final Figure.Unknown NOT_VIDEO =
      new Figure.Unknown("the formula is for video models");
  private static final Figure.Unknown NOT_LISTED =
      new Figure.Unknown("no coefficients of the video model are published");
  private static final Figure.Unknown NO_SIZE =
      new Figure.Unknown("neither size nor length of the video is reported or asked for");
  private static final Figure.Unknown NO_FLOP =
      new Figure.Unknown("the method does not count operations");

  /** The models whose coefficients are known. */
  public static Set<String> models() {
    return ClosedVideo.known();
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    if (work.modality() != Modality.VIDEO) {
      said.notFor(NOT_VIDEO);
      return;
    }
    ClosedVideo fitted = fitted(model);
    if (fitted == null) {
      said.unknown(NOT_LISTED);
      return;
    }
    said.begin();
    double seconds = seconds(work, said);
    double pixels = pixels(work, said);
    if (!(seconds > 0 && pixels > 0)) {
      said.unknown(NO_SIZE);
      return;
    }
    double latency = Math.min(fitted.latencySeconds(pixels, seconds), work.elapsedSeconds());
    said.unknown(Said.FLOP, NO_FLOP);
    said.known(Said.SECONDS, latency * fitted.accelerators(), BASIS);
    said.known(Said.ENERGY, fitted.energy(corner, latency), BASIS);
    said.known(Said.EMBODIED, fitted.embodied(latency), BASIS);
  }

  private static @Nullable ClosedVideo fitted(ModelFacts model) {
    String id = model.network() instanceof FittedVideo video ? video.id() : model.model();
    return ClosedVideo.byId(id);
  }

  private static double seconds(Workload work, Said said) {
    long reported = work.count(UsageUnit.VIDEO_MILLIS);
    if (reported >= 0) {
      return reported / 1e3;
    }
    said.assume(Assumption.ASKED_LENGTH);
    return work.run().millis() / 1e3;
  }

  private static double pixels(Workload work, Said said) {
    long pixels = work.count(UsageUnit.PIXELS);
    long frames = work.count(UsageUnit.FRAMES);
    if (pixels >= 0 && frames > 0) {
      return (double) pixels / frames;
    }
    said.assume(Assumption.ASKED_SIZE);
    return (double) work.run().width() * work.run().height();
  }
}
