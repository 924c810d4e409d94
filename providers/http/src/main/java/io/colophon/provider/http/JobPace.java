package io.colophon.provider.http;

import java.time.Duration;

/**
 * How often a job is asked after.
 *
 * @param first before the first question, and between the first two
 * @param most longest pause; pauses grow by half each time until then
 * @param strange how long a state that is not known is taken for work that goes on
 */
public record JobPace(Duration first, Duration most, Duration strange) {

  /** One second at first, ten at most, two minutes of strange states. */
  public static final JobPace DEFAULTS =
      new JobPace(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(2));

  public JobPace {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "polling first after "
              + first
              + " and at most after "
              + most
              + ": expected 0 < first <= most");
    }
  }

  /** The pause after that many questions, in nanoseconds. */
  long pauseNanos(int asked) {
    double grown = first.toNanos() * Math.pow(1.5, Math.min(asked, 64));
    return (long) Math.min(grown, most.toNanos());
  }
}
