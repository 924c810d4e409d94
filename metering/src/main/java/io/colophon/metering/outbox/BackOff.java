package io.colophon.metering.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between tries: up to half a second at first, twice that each time, up to a
 * minute; the actual wait is drawn from the upper half, so that many exporters do not knock at once
 * ("equal jitter"). Not thread-safe.
 */
final class BackOff {
  static final Duration FIRST = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** What a receiver may ask for at most. */
  static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 20;

  private final RandomGenerator random;
  private int failures;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** All is well again. */
  void reset() {
    failures = 0;
  }

  /** How often in a row something failed. */
  int failures() {
    return failures;
  }

  /** Counts a failure and says how long to wait. */
  Duration next() {
    long most = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    return Duration.ofNanos(most / 2 + random.nextLong(most / 2 + 1));
  }

  /** The same, but not less than the receiver asked for. */
  Duration next(Duration asked) {
    Duration own = next();
    Duration theirs = asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    return own.compareTo(theirs) < 0 ? theirs : own;
  }
}
