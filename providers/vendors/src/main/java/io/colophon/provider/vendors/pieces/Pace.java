package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.JobPace;
import java.time.Duration;

/** How often a vendor is asked after a job. */
public final class Pace {
  private static final int GROWS_TO = 10;

  private Pace() {}

  /**
   * Pauses that begin with one length and grow to ten times that.
   *
   * @throws IllegalArgumentException if it is not positive; names the key {@code poll-every}
   */
  public static JobPace of(Duration pollEvery) {
    if (pollEvery.isNegative() || pollEvery.isZero()) {
      throw new IllegalArgumentException(
          "poll-every is " + pollEvery + ", expected a positive duration");
    }
    return new JobPace(pollEvery, pollEvery.multipliedBy(GROWS_TO), JobPace.DEFAULTS.strange());
  }
}
