package io.colophon.throttling.adaptive;

/**
 * How a limit follows a target's speed.
 *
 * @param minimum it never falls below this; at least 1
 * @param tolerance how many times as long as unloaded a first output may take; above 1
 * @param tokenTolerance the same for the time between tokens; larger, since a target that works on
 *     more at a time puts out each a little slower and more in all; above 1
 * @param probeEveryNanos after so long under a lowered limit the unloaded speed is measured anew;
 *     above 0
 */
public record AdaptiveRules(
    int minimum, double tolerance, double tokenTolerance, long probeEveryNanos) {
  public AdaptiveRules {
    if (minimum < 1) {
      throw new IllegalArgumentException("minimum " + minimum + ": expected at least 1");
    }
    if (!(tolerance > 1 && tokenTolerance > 1)) {
      throw new IllegalArgumentException(
          "tolerances " + tolerance + " and " + tokenTolerance + ": expected above 1");
    }
    if (probeEveryNanos <= 0) {
      throw new IllegalArgumentException(
          "probe every " + probeEveryNanos + " ns: expected above 0");
    }
  }
}
