package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.provider.spi.Modality;

/**
 * {@code diffusion-energy-fit}: energy of pictures where the accelerator is not known, {@code host
 * x (E0 + eta x FLOP)} for each picture. The slope is that of EcoLogits' page on diffusion, fitted
 * to GPU energies of the AI Energy Score on an A100: 2.5 to 4.5e-18 kWh/FLOP. The constant is ours:
 * models of one to four steps measure 0.19 to 0.39 Wh, which no slope explains, while one of 50
 * steps measures 0.19 Wh in all.
 */
public final class DiffusionEnergyFit implements ComputeModel {
  /** kWh of a GPU for one FLOP. */
  public static final Interval ETA = new Interval(2.5e-18, 3.73e-18, 4.5e-18);

  /** kWh of a GPU for one picture, however little it computes. */
  public static final Interval E0 = new Interval(0, 1.5e-4, 3.5e-4);

  /** The server around the GPU; the lower bound counts the GPU alone. */
  public static final Interval HOST =
      new Interval(1, Accelerators.HOST_FACTOR, Accelerators.HOST_FACTOR);

  private static final Method METHOD = new Method("diffusion-energy-fit", "1");
  private static final String BASIS = "E0 + eta x FLOP, A100, with its host";
  private static final Figure.Unknown NOT_PICTURES =
      new Figure.Unknown("the fit is for pictures of diffusion models");
  private static final Figure.Unknown NO_TIME =
      new Figure.Unknown("the fit does not tell accelerator time");

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public void estimate(ModelFacts model, Workload work, Corner corner, Said said) {
    if (work.modality() != Modality.IMAGE) {
      said.notFor(NOT_PICTURES);
      return;
    }
    DiffusionNetwork network = DiffusionRun.network(model, work, said);
    if (network == null) {
      return;
    }
    double flop = DiffusionRun.flop(network, model.serving(), work, corner, said);
    double outputs = DiffusionRun.outputs(work, said);
    said.known(Said.FLOP, flop, BASIS);
    said.unknown(Said.SECONDS, NO_TIME);
    said.known(
        Said.ENERGY, corner.of(HOST) * (corner.of(E0) * outputs + corner.of(ETA) * flop), BASIS);
    said.unknown(Said.EMBODIED, Power.NO_EMBODIED);
  }
}
