package io.colophon.provider.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock that a test sets, also backwards, as real ones are. Thread-safe. */
public final class FakeClock extends Clock {
  private final Now now;
  private final ZoneId zone;

  /** A clock in UTC. */
  public FakeClock(Instant start) {
    this(new Now(start), ZoneOffset.UTC);
  }

  private FakeClock(Now now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** Moves the clock; negative values move it back. */
  public void advance(Duration by) {
    now.move(by);
  }

  /** Sets the clock. */
  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same time, shown in another zone: moving one clock moves the other. */
  @Override
  public Clock withZone(ZoneId other) {
    return new FakeClock(now, other);
  }

  /** The moment that clocks of several zones share. */
  private static final class Now {
    private Instant instant;

    Now(Instant start) {
      instant = start;
    }

    synchronized Instant get() {
      return instant;
    }

    synchronized void set(Instant to) {
      instant = to;
    }

    synchronized void move(Duration by) {
      instant = instant.plus(by);
    }
  }
}
