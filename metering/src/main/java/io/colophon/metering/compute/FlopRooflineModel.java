package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.UsageUnit;

/**
 * {@code flop-roofline}: operations of a transformer from its parameters and tokens ({@link
 * TransformerFlop}); accelerator seconds as operations over peak times utilisation, apart for
 * prefill and decode; energy at the serving power of the accelerator.
 *
 * <p>When cache hits are not reported the lower bound takes all input as cached and the best value
 * none: the truth lies between.
 */
public final class FlopRooflineModel implements ComputeModel {
  /** Share of the peak reached while reading a prompt. */
  static final Interval PREFILL_UTILISATION = new Interval(0.15, 0.40, 0.60);

  /**
   * Share of the peak reached while writing at a large batch; DeepSeek's published node throughput
   * gives 6.9 % of the 8-bit peak.
   */
  static final Interval DECODE_UTILISATION = new Interval(0.01, 0.07, 0.15);

  private static final Method METHOD = new Method("flop-roofline", "1");
  private static final Figure.Unknown NOT_TEXT =
      new Figure.Unknown("the formula is for token models");
  private static final Figure.Unknown NO_PARAMETERS =
      new Figure.Unknown("the model's parameters are not known");
  private static final Figure.Unknown NO_TOKENS =
      new Figure.Unknown("input or output tokens are not reported");
  private static final Figure.Unknown NO_ACCELERATOR =
      new Figure.Unknown("the accelerator is not known");
  private static final Figure.Unknown NO_EMBODIED =
      new Figure.Unknown("the hardware's making is not known");

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
    if (active == null) {
      return ComputeEstimate.unknown(NO_PARAMETERS);
    }
    long input = workload.count(UsageUnit.INPUT_TOKENS);
    long output = workload.count(UsageUnit.OUTPUT_TOKENS);
    if (input < 0 || output < 0) {
      return ComputeEstimate.unknown(NO_TOKENS);
    }
    Interval prefill = prefill(model, active, input, workload.count(UsageUnit.CACHE_READ_TOKENS));
    Interval decode = TransformerFlop.decode(active, model.shape(), input, output);
    Figure flop = new Figure.Known(prefill.plus(decode), METHOD, basis(model));
    Accelerator accelerator = model.accelerator();
    if (accelerator == null) {
      return new ComputeEstimate(flop, NO_ACCELERATOR, NO_ACCELERATOR, NO_EMBODIED);
    }
    double peak = accelerator.peak(model.precision());
    Interval seconds =
        prefill
            .dividedBy(PREFILL_UTILISATION)
            .plus(decode.dividedBy(DECODE_UTILISATION))
            .times(1 / peak);
    return new ComputeEstimate(
        flop,
        new Figure.Known(seconds, METHOD, accelerator.id()),
        new Figure.Known(
            seconds.times(accelerator.servingWatts()).times(1 / 3.6e6), METHOD, accelerator.id()),
        NO_EMBODIED);
  }

  private static Interval prefill(ModelFacts model, Interval active, long input, long cached) {
    if (cached >= 0) {
      return TransformerFlop.prefill(active, model.shape(), input, Math.min(cached, input));
    }
    Interval uncached = TransformerFlop.prefill(active, model.shape(), input, 0);
    return new Interval(0, uncached.best(), uncached.high());
  }

  private static String basis(ModelFacts model) {
    return model.shape() == null ? "parameters x tokens" : "parameters x tokens + attention";
  }
}
