package io.colophon.metering;

import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.price.Cost;
import org.jspecify.annotations.Nullable;

/**
 * What a generation took and costs.
 *
 * @param figures compute, energy, carbon, coal, water
 * @param energyReason which compute model gave the energy, and why the better ones did not
 * @param place what was taken for the place
 * @param cost the money
 */
public record MeterReading(Figures figures, String energyReason, Place place, Cost cost) {

  /**
   * The place that the figures are for.
   *
   * @param zone id of the grid; null when unknown
   * @param pue facility energy over IT energy
   * @param pueAssumed whether that is {@link Meter#ASSUMED_PUE}, since nobody told
   */
  public record Place(@Nullable String zone, Interval pue, boolean pueAssumed) {}

  /** Nothing is known, for one reason; nothing is charged for that reason either. */
  public static MeterReading unknown(String reason) {
    return new MeterReading(
        Figures.unknown(reason),
        reason,
        new Place(null, Meter.ASSUMED_PUE, true),
        new Cost.Unpriced(reason));
  }
}
