package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code ecologits-llm-0.11} as a rung: the last resort for text, since it needs only parameters
 * and output tokens. For large mixtures of experts it lies far too high: it multiplies the energy
 * of one GPU by their number at batch 64.
 */
public final class EcologitsLlmModel implements ComputeModel {
  private static final Method METHOD = new Method("ecologits-llm-0.11", "0.11.2");
  private static final String BASIS = "parameters x output tokens, H100, batch 64";
  private static final Figure.Unknown NOT_TEXT =
      new Figure.Unknown("the formula is for token models");
  private static final Figure.Unknown NO_PARAMETERS =
      new Figure.Unknown("the model's parameters are not known");
  private static final Figure.Unknown NO_TOKENS =
      new Figure.Unknown("output tokens are not reported");
  private static final Figure.Unknown NO_FLOP =
      new Figure.Unknown("the method does not count operations");

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public ComputeEstimate estimate(Workload workload) {
    if (workload.modality() != Modality.TEXT) {
      return ComputeEstimate.unknown(NOT_TEXT);
    }
    ModelFacts model = workload.model();
    Interval active = model.activeParameters();
    Interval total = model.totalParameters();
    if (active == null || total == null) {
      return ComputeEstimate.unknown(NO_PARAMETERS);
    }
    long output = workload.count(UsageUnit.OUTPUT_TOKENS);
    if (output < 0) {
      return ComputeEstimate.unknown(NO_TOKENS);
    }
    EcologitsLlm.Use use =
        EcologitsLlm.use(active, total, output, workload.elapsedSeconds(), model.speed());
    return new ComputeEstimate(
        NO_FLOP,
        new Figure.Known(use.gpuSeconds(), METHOD, BASIS),
        new Figure.Known(use.itEnergy(), METHOD, BASIS),
        new Figure.Known(
            use.embodied(EcologitsImpacts.SERVER_GWP, EcologitsImpacts.GPU_GWP), METHOD, BASIS));
  }
}
