package io.colophon.metering.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.metering.Meter;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedVideoTest {

  @ParameterizedTest
  @CsvSource({
    "kling-v2.6,   1280, 720, 5,  75.94, 1.2,  0.1239, 0.1512",
    "seedance-1.0, 1280, 720, 5,  37.50, 1.2,  0.0612, 0.0747",
    "gen-4.5,      1280, 720, 5, 102.83, 1.09, 0.1554, 0.2643",
    "sora-2-pro,   1280, 720, 8, 227.29, 1.2,  0.3782, 0.6430",
    "veo-3.0,      1280, 720, 8,  66.54, 1.09, 0.0216, 0.0474",
    "veo-3.0,     1920, 1080, 8, 122.60, 1.09, 0.0399, 0.0873"
  })
  void estimate_publishedModel_matchesTheWorkedCases(
      String model,
      int width,
      int height,
      int seconds,
      double latency,
      double pue,
      double lowKwh,
      double highKwh) {
    ComputeEstimate estimate =
        estimate(model, clip(width, height, seconds), Double.POSITIVE_INFINITY);
    Figure.Known time = (Figure.Known) estimate.acceleratorSeconds();
    assertThat(time.value().best() / 8).isCloseTo(latency, within(0.005));
    Figure.Known energy =
        (Figure.Known)
            Meter.figures(estimate, new Site(null, Interval.of(pue), null, "test"))
                .of(Metric.ENERGY);
    assertThat(energy.value().low()).isCloseTo(lowKwh, within(0.0001));
    assertThat(energy.value().high()).isCloseTo(highKwh, within(0.0001));
  }

  @Test
  void estimate_measuredLatencyShorter_capsTheFit() {
    ComputeEstimate estimate = estimate("kling-v2.6", clip(1280, 720, 5), 10);
    assertThat(((Figure.Known) estimate.acceleratorSeconds()).value()).isEqualTo(Interval.of(80));
  }

  @Test
  void estimate_unlistedModelOrNoSize_isUnknown() {
    assertThat(estimate("open-video", clip(64, 64, 1), 1).itEnergy())
        .isEqualTo(new Figure.Unknown("no coefficients of the video model are published"));
    assertThat(estimate("veo-3.0", Usage.UNREPORTED, 1).itEnergy())
        .isInstanceOf(Figure.Unknown.class);
  }

  private static ComputeEstimate estimate(String model, Usage usage, double seconds) {
    return new ComputeLadder(List.of(new EcologitsVideoModel()))
        .estimate(
            ModelFacts.named(model), new Workload(Modality.VIDEO, usage, RunShape.UNKNOWN, seconds))
        .estimate();
  }

  private static Usage clip(int width, int height, int seconds) {
    long frames = seconds * 24L;
    return Usage.from(Source.COUNTED_LOCALLY)
        .with(UsageUnit.VIDEO_MILLIS, seconds * 1000L)
        .with(UsageUnit.FRAMES, frames)
        .with(UsageUnit.PIXELS, frames * width * height)
        .build();
  }
}
