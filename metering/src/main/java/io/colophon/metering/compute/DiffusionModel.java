package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Method;

/**
 * {@code flop-diffusion}: pictures and films of open diffusion models, U-Net or transformer. FLOP
 * by {@link DiffusionRun}, seconds as FLOP over peak times utilisation, energy at the serving
 * power.
 */
public final class DiffusionModel implements ComputeModel {
  private static final Method METHOD = new Method("flop-diffusion", "1");
  private static final Method ASSUMING = new Method("flop-diffusion-assumed", "1");
  private static final String BASIS = "steps x passes x work of a pass";

  private final boolean assuming;

  private DiffusionModel(boolean assuming) {
    this.assuming = assuming;
  }

  /** On the accelerator that is known. */
  public static DiffusionModel onKnown() {
    return new DiffusionModel(false);
  }

  /** Where the accelerator is not known, on what is common in data centres. */
  public static DiffusionModel onAssumed() {
    return new DiffusionModel(true);
  }

  @Override
  public Method method() {
    return assuming ? ASSUMING : METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    DiffusionNetwork network = DiffusionRun.network(model, work, said);
    if (network == null) {
      return;
    }
    double flop = DiffusionRun.flop(network, model.serving(), work, corner, said);
    said.known(Said.FLOP, flop, BASIS);
    Accelerator accelerator = Power.pick(model, assuming, corner, said);
    if (accelerator == null) {
      Power.sayNone(said);
      return;
    }
    Serving serving = model.serving();
    double reached = corner.divisor(serving.utilisation().diffusion());
    Power.say(said, accelerator, corner, flop / (accelerator.peak(serving.precision()) * reached));
  }
}
