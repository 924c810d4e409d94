package io.colophon.gateway.routing.shadow;

import io.colophon.gateway.routing.filter.Draw;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The copies that go to one shadow: which are made, and how they went. Thread-safe. */
public final class ShadowLine {
  private final String name;
  private final double share;
  private final int mostInFlight;
  private final boolean media;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder copies = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder left = new LongAdder();

  /**
   * @param name route and target; makes its draws independent of others
   * @param share of the requests that is copied, 0 to 1
   * @param mostInFlight copies under way
   * @param media whether requests for pictures, sounds and films are copied too
   */
  public ShadowLine(String name, double share, int mostInFlight, boolean media) {
    this.name = name;
    this.share = share;
    this.mostInFlight = mostInFlight;
    this.media = media;
  }

  public String name() {
    return name;
  }

  public double share() {
    return share;
  }

  /** Whether media are copied. */
  public boolean takesMedia() {
    return media;
  }

  /** Whether a generation is copied, as far as the share is concerned. */
  public boolean takes(String generationId) {
    return Draw.takes(name, generationId, share);
  }

  /** Takes a place for a copy; false if too many are under way, and none is made. */
  boolean tryBegin() {
    if (inFlight.incrementAndGet() > mostInFlight) {
      inFlight.decrementAndGet();
      left.increment();
      return false;
    }
    copies.increment();
    return true;
  }

  void ended(boolean failed) {
    inFlight.decrementAndGet();
    if (failed) {
      failures.increment();
    }
  }

  /** Copies under way. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Copies since start. */
  public long copies() {
    return copies.sum();
  }

  /** Of these, how many failed. */
  public long failures() {
    return failures.sum();
  }

  /** Copies that were not made since too many were under way. */
  public long left() {
    return left.sum();
  }
}
