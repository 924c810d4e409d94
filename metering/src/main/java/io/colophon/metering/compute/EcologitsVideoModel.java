package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;
import java.util.Set;

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
      new Figure.Unknown("pixels, frames or length of the video are not reported");
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
  public ComputeEstimate estimate(Workload workload) {
    if (workload.modality() != Modality.VIDEO) {
      return ComputeEstimate.unknown(NOT_VIDEO);
    }
    ClosedVideo model = ClosedVideo.find(workload.model().model()).orElse(null);
    if (model == null) {
      return ComputeEstimate.unknown(NOT_LISTED);
    }
    long millis = workload.count(UsageUnit.VIDEO_MILLIS);
    long pixels = workload.count(UsageUnit.PIXELS);
    long frames = workload.count(UsageUnit.FRAMES);
    if (millis < 0 || pixels < 0 || frames <= 0) {
      return ComputeEstimate.unknown(NO_SIZE);
    }
    double latency =
        Math.min(
            model.latencySeconds((double) pixels / frames, millis / 1e3),
            workload.elapsedSeconds());
    return new ComputeEstimate(
        NO_FLOP,
        new Figure.Known(Interval.of(latency * model.accelerators()), METHOD, BASIS),
        new Figure.Known(model.energy(latency), METHOD, BASIS),
        new Figure.Known(Interval.of(model.embodied(latency)), METHOD, BASIS));
  }
}
