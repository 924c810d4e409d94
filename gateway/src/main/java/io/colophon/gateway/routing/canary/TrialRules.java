package io.colophon.gateway.routing.canary;

import java.util.OptionalDouble;

/**
 * When a canary is taken back.
 *
 * @param windowNanos attempts of how long ago count
 * @param minimumAttempts of the canary between looks, and of each side at a look; at least 1
 * @param moreErrors by how much its share of failures may lie above that of the others, 0 to 1
 * @param slower how many times as long its first output may take; empty if it is not looked at
 * @param quantile of the time to first output that is compared, 0.5 to below 1
 * @param falseAlarms chance that one that is as good as the others is ever taken back, over all
 *     looks; above 0
 */
public record TrialRules(
    long windowNanos,
    int minimumAttempts,
    double moreErrors,
    OptionalDouble slower,
    double quantile,
    double falseAlarms) {
  public TrialRules {
    if (windowNanos < 1 || minimumAttempts < 1 || !(falseAlarms > 0)) {
      throw new IllegalArgumentException(
          "window "
              + windowNanos
              + " ns, "
              + minimumAttempts
              + " attempts, false alarms "
              + falseAlarms
              + ": expected more than 0 of each");
    }
  }
}
