package io.colophon.gateway.config;

/** The time in which a limit refills: evenly for the short ones, at once for the calendar's. */
public enum LimitWindow {
  SECOND,
  MINUTE,
  HOUR,
  /** The calendar day in UTC. */
  DAY,
  /** The calendar month in UTC. */
  MONTH
}
