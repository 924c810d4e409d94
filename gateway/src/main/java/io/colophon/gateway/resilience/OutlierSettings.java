package io.colophon.gateway.resilience;

import java.time.Duration;

/**
 * When a target stands out so badly among its peers that it is left alone for a while.
 *
 * @param consecutiveFailures in a row; 0 switches this sign off
 * @param failureMargin how much larger the share of its failures is than the median of its peers',
 *     0 to 1; 0 switches this sign off
 * @param latencyFactor how many times as long as the median of its peers it takes to its first
 *     output, more than 1; 0 switches this sign off
 * @param minimumAttempts within the window before the two shares count, of it and of each peer
 * @param window over which failures and latency are looked at
 * @param ejectFor how long the first time; it doubles with each further time in a row
 * @param mostEjectFor but never longer than this
 * @param trialAttempts one after the other that have to go well before it is fully used again
 */
public record OutlierSettings(
    int consecutiveFailures,
    double failureMargin,
    double latencyFactor,
    int minimumAttempts,
    Duration window,
    Duration ejectFor,
    Duration mostEjectFor,
    int trialAttempts) {
  /** Five failures in a row, thirty points more failures, or five times as slow. */
  public static final OutlierSettings DEFAULTS =
      new OutlierSettings(
          5, 0.3, 5, 20, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(10), 3);

  /** Nothing stands out. */
  public static final OutlierSettings OFF =
      new OutlierSettings(
          0, 0, 0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

  public OutlierSettings {
    if (consecutiveFailures < 0 || minimumAttempts < 1 || trialAttempts < 1) {
      throw new IllegalArgumentException(
          "consecutive failures "
              + consecutiveFailures
              + ", minimum attempts "
              + minimumAttempts
              + ", trial attempts "
              + trialAttempts
              + ", expected at least 0, 1 and 1");
    }
    if (!(failureMargin >= 0 && failureMargin <= 1)) {
      throw new IllegalArgumentException("failure margin " + failureMargin + ", expected 0 to 1");
    }
    if (latencyFactor != 0 && !(latencyFactor > 1)) {
      throw new IllegalArgumentException(
          "latency factor " + latencyFactor + ", expected more than 1, or 0");
    }
    if (ejectFor.compareTo(mostEjectFor) > 0) {
      throw new IllegalArgumentException(
          "eject for " + ejectFor + ", expected at most " + mostEjectFor);
    }
  }
}
