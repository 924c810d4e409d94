package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code throughput-profile}: server seconds from the throughput that the operator of the model
 * published, {@code inputTokens / inputRate + outputTokens / outputRate}; energy at the serving
 * power of that server. Says nothing of operations.
 */
public final class ThroughputModel implements ComputeModel {
  private static final Method METHOD = new Method("throughput-profile", "1");
  private static final String TIME = "published throughput";
  private static final String ENERGY = "published throughput x power";
  private static final Figure.Unknown NO_PROFILE =
      new Figure.Unknown("no throughput of the model is published");
  private static final Figure.Unknown NO_TOKENS =
      new Figure.Unknown("input or output tokens are not reported");
  private static final Figure.Unknown NO_FLOP =
      new Figure.Unknown("throughput does not tell operations");

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    ThroughputProfile profile = model.throughput();
    if (profile == null) {
      said.unknown(NO_PROFILE);
      return;
    }
    long input = work.count(UsageUnit.INPUT_TOKENS);
    long output = work.count(UsageUnit.OUTPUT_TOKENS);
    if (input < 0 || output < 0) {
      said.unknown(NO_TOKENS);
      return;
    }
    said.begin();
    double seconds =
        input / profile.inputTokensPerSecond() + output / profile.outputTokensPerSecond();
    said.unknown(Said.FLOP, NO_FLOP);
    said.known(Said.SECONDS, seconds * profile.accelerators(), TIME);
    said.known(Said.ENERGY, corner.of(profile.serverWatts()) * seconds / 3.6e6, ENERGY);
    said.unknown(Said.EMBODIED, Power.NO_EMBODIED);
  }
}
