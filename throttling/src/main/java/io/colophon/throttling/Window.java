package io.colophon.throttling;

import java.util.Locale;

/** Over what time the amount of a limit may be used. */
public enum Window {
  /** At the same time: the amount comes back when the work ends. Only for concurrency. */
  AT_ONCE(0),
  /** A rate: the amount flows back evenly over one second. */
  SECOND(1_000_000_000L),
  /** A rate over 60 seconds. */
  MINUTE(60_000_000_000L),
  /** A rate over 3,600 seconds. */
  HOUR(3_600_000_000_000L),
  /** A budget for the calendar day in UTC. */
  DAY(0),
  /** A budget for the calendar month in UTC. */
  MONTH(0);

  private final long nanos;

  Window(long nanos) {
    this.nanos = nanos;
  }

  /** Whether the amount flows back evenly, so that a burst can be given. */
  public boolean isRate() {
    return nanos > 0;
  }

  /** Length of a rate's window in nanoseconds; 0 for the others. */
  long nanos() {
    return nanos;
  }

  /** The name used in configuration, for instance {@code minute}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
