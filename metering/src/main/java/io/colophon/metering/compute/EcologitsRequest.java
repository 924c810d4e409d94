package io.colophon.metering.compute;

import io.colophon.metering.environment.GridZone;
import io.colophon.metering.figure.Interval;

/**
 * The inputs of {@link EcologitsImpacts}.
 *
 * @param activeParameters per token, above 0
 * @param totalParameters above 0
 * @param outputTokens 0 or more
 * @param latencySeconds of the request; {@code Infinity} when unknown
 * @param speed published speed, {@link OutputSpeed#UNKNOWN} when there is none
 * @param zone the grid
 * @param pue facility energy over IT energy
 * @param wue litres on site per kWh of IT energy
 */
public record EcologitsRequest(
    Interval activeParameters,
    Interval totalParameters,
    long outputTokens,
    double latencySeconds,
    OutputSpeed speed,
    GridZone zone,
    Interval pue,
    Interval wue) {
  public EcologitsRequest {
    ModelFacts.checkParameters("active", activeParameters);
    ModelFacts.checkParameters("total", totalParameters);
    if (outputTokens < 0 || !(latencySeconds >= 0)) {
      throw new IllegalArgumentException(
          outputTokens + " output tokens in " + latencySeconds + " s, expected 0 or more of each");
    }
  }
}
