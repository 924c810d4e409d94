package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;

/**
 * What one model says of one workload.
 *
 * @param flop floating point operations
 * @param acceleratorSeconds seconds, summed over accelerators
 * @param itEnergy kWh of the servers, before PUE
 * @param embodiedCo2e kgCO2e of making the hardware, by share
 */
public record ComputeEstimate(
    Figure flop, Figure acceleratorSeconds, Figure itEnergy, Figure embodiedCo2e) {

  /** The model can say nothing. */
  static ComputeEstimate unknown(Figure.Unknown why) {
    return new ComputeEstimate(why, why, why, why);
  }
}
