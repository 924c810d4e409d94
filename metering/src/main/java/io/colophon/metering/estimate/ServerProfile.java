package io.colophon.metering.estimate;

/**
 * One server of a scenario.
 *
 * @param pflops peak, 1e15 FLOP per second, above 0
 * @param kilowatts power, above 0
 */
public record ServerProfile(double pflops, double kilowatts) {
  public ServerProfile {
    if (!(pflops > 0) || !(kilowatts > 0)) {
      throw new IllegalArgumentException(
          "server of " + pflops + " PFLOPS, " + kilowatts + " kW, expected above 0 of each");
    }
  }
}
