package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code ecologits-llm-0.11} as a rung: the last resort for text, since it needs only parameters
 * and output tokens. For large mixtures of experts it lies far too high: it multiplies the energy
 * of one GPU by their number at batch 64.
 */
public final class EcologitsLlmModel implements ComputeModel {
  private static final Method METHOD = new Method("ecologits-llm-0.11", "0.11.2");
  private static final String BASIS = "parameters x output tokens, H100, batch 64";
  private static final double SPARSE = 3;
  private static final double MANY_GPUS = 8;
  private static final String DOUBT =
      "for large mixtures of experts it lies about 32 times above DeepSeek's published throughput";
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
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    Interval active = model.activeParameters();
    Interval total = model.totalParameters();
    long output = work.count(UsageUnit.OUTPUT_TOKENS);
    if (work.modality() != Modality.TEXT) {
      said.notFor(NOT_TEXT);
      return;
    }
    if (active == null || total == null || output < 0) {
      said.unknown(output < 0 ? NO_TOKENS : NO_PARAMETERS);
      return;
    }
    said.begin();
    double gpus = EcologitsLlm.gpus(corner.of(total) / 1e9);
    double seconds =
        EcologitsLlm.seconds(corner.of(active), output, work.elapsedSeconds(), model.speed());
    said.unknown(Said.FLOP, NO_FLOP);
    said.known(Said.SECONDS, EcologitsLlm.gpuSeconds(gpus, seconds), BASIS);
    said.known(Said.ENERGY, EcologitsLlm.itEnergy(corner.of(active), gpus, seconds, output), BASIS);
    said.known(
        Said.EMBODIED,
        EcologitsLlm.embodied(gpus, seconds, EcologitsImpacts.SERVER_GWP, EcologitsImpacts.GPU_GWP),
        BASIS);
  }

  /** Doubted where at least 8 GPUs hold a model of which a token uses at most a third. */
  @Override
  public @Nullable String doubt(ModelFacts model) {
    Interval active = model.activeParameters();
    Interval total = model.totalParameters();
    return active != null
            && total != null
            && total.best() >= SPARSE * active.best()
            && EcologitsLlm.gpus(total.best() / 1e9) >= MANY_GPUS
        ? DOUBT
        : null;
  }
}
