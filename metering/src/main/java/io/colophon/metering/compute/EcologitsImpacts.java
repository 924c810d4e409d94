package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The five criteria of EcoLogits 0.11 for one request, use and making of the hardware together.
 * This is the form in which other implementations of the method report.
 *
 * @param itEnergy kWh of the servers
 * @param energy kWh, with PUE
 * @param gwp kgCO2e
 * @param gwpEmbodied the part of {@code gwp} that is the making of the hardware
 * @param adpe kgSb-equivalent; null when the grid's factor is unknown
 * @param pe MJ; null when the grid's factor is unknown
 * @param wcf litres, use only; null when the grid's factor is unknown
 */
public record EcologitsImpacts(
    Interval itEnergy,
    Interval energy,
    Interval gwp,
    Interval gwpEmbodied,
    @Nullable Interval adpe,
    @Nullable Interval pe,
    @Nullable Interval wcf) {

  /** A server without its GPUs, and one GPU: kgCO2e, kgSb-equivalent, MJ. */
  static final double SERVER_GWP = 5700;

  static final double GPU_GWP = 273;
  private static final double SERVER_ADPE = 0.37;
  private static final double GPU_ADPE = 0.00895;
  private static final double SERVER_PE = 70_000;
  private static final double GPU_PE = 3_721;

  /**
   * Computes the impacts.
   *
   * @throws IllegalArgumentException when a parameter count is not above 0
   */
  public static EcologitsImpacts of(EcologitsRequest request) {
    EcologitsLlm.Use use =
        EcologitsLlm.use(
            request.activeParameters(),
            request.totalParameters(),
            request.outputTokens(),
            request.latencySeconds(),
            request.speed());
    Interval it = use.itEnergy();
    Interval energy = it.times(request.pue());
    Interval embodied = use.embodied(SERVER_GWP, GPU_GWP);
    var zone = request.zone();
    Double adpe = zone.adpe();
    Double pe = zone.pe();
    Double wue = zone.wue();
    return new EcologitsImpacts(
        it,
        energy,
        energy.times(zone.gwp()).plus(embodied),
        embodied,
        adpe == null ? null : energy.times(adpe).plus(use.embodied(SERVER_ADPE, GPU_ADPE)),
        pe == null ? null : energy.times(pe).plus(use.embodied(SERVER_PE, GPU_PE)),
        wue == null ? null : it.times(request.wue().plus(request.pue().times(wue))));
  }
}
