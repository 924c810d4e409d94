package io.colophon.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When the calls of an open loop should begin: evenly, from 0. */
final class Schedule {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private Schedule() {}

  /** How many calls begin within the length of time. */
  static long calls(int perSecond, Duration length) {
    return Math.multiplyExact(length.toNanos(), (long) perSecond) / SECOND;
  }

  /** When call {@code i} should begin, in nanoseconds after the first; without drift. */
  static long offsetNanos(long i, int perSecond) {
    return i / perSecond * SECOND + i % perSecond * SECOND / perSecond;
  }
}
