package io.colophon.gateway.config;

import java.time.Duration;

/** The time in which a limit refills. */
public enum LimitWindow {
  SECOND(Duration.ofSeconds(1)),
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1)),
  /** 30 days of 24 hours: a rolling window, not a calendar month. */
  MONTH(Duration.ofDays(30));

  private final Duration length;

  LimitWindow(Duration length) {
    this.length = length;
  }

  public Duration length() {
    return length;
  }
}
