package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * A public measurement and what the best rung says of the same run.
 *
 * @param name what was measured
 * @param published the measurement
 * @param ours within the same boundary
 * @param unit of both
 * @param rung id of the method that gave ours
 * @param boundary what was done to make the boundaries equal, or why they are not
 * @param source of the measurement
 * @param comparable whether the boundaries could be made equal
 */
record Anchor(
    String name,
    double published,
    Interval ours,
    String unit,
    String rung,
    String boundary,
    String source,
    boolean comparable) {

  /** Ours over the measurement. */
  double ratio() {
    return ours.best() / published;
  }

  /** How far ours is from the measurement, as a share of it. */
  double error() {
    return Math.abs(ratio() - 1);
  }

  /** How many times the larger is of the smaller. */
  double factor() {
    return Math.max(ratio(), 1 / ratio());
  }
}
