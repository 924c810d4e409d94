package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code throughput-profile}: server seconds from the throughput that the operator of the model
 * published, {@code inputTokens / inputRate + outputTokens / outputRate}; energy at the serving
 * power of that server. Says nothing of operations.
 */
public final class ThroughputModel implements ComputeModel {
  private static final Method METHOD = new Method("throughput-profile", "1");
  private static final Figure.Unknown NO_PROFILE =
      new Figure.Unknown("no throughput of the model is published");
  private static final Figure.Unknown NO_TOKENS =
      new Figure.Unknown("input or output tokens are not reported");
  private static final Figure.Unknown NO_FLOP =
      new Figure.Unknown("throughput does not tell operations");
  private static final Figure.Unknown NO_EMBODIED =
      new Figure.Unknown("the hardware's making is not known");

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public ComputeEstimate estimate(Workload workload) {
    ThroughputProfile profile = workload.model().throughput();
    if (profile == null) {
      return ComputeEstimate.unknown(NO_PROFILE);
    }
    long input = workload.count(UsageUnit.INPUT_TOKENS);
    long output = workload.count(UsageUnit.OUTPUT_TOKENS);
    if (input < 0 || output < 0) {
      return ComputeEstimate.unknown(NO_TOKENS);
    }
    double seconds =
        input / profile.inputTokensPerSecond() + output / profile.outputTokensPerSecond();
    return new ComputeEstimate(
        NO_FLOP,
        new Figure.Known(
            Interval.of(seconds * profile.accelerators()), METHOD, "published throughput"),
        new Figure.Known(
            profile.serverWatts().times(seconds / 3.6e6), METHOD, "published throughput x power"),
        NO_EMBODIED);
  }
}
