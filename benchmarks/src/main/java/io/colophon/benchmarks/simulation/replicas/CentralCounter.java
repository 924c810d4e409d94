package io.colophon.benchmarks.simulation.replicas;

/** A counter in a store: used so far, less what flowed back. */
final class CentralCounter {
  private final double burst;
  private final double perNano;
  private double used;
  private long at;

  CentralCounter(double burst, double perNano) {
    this.burst = burst;
    this.perNano = perNano;
  }

  double used(long now) {
    used = Math.max(0, used - perNano * (now - at));
    at = now;
    return used;
  }

  void add(double tokens, long now) {
    used = Math.max(0, used(now) + tokens);
  }

  boolean hasRoom(double tokens, long now) {
    return used(now) + tokens <= burst;
  }

  double burst() {
    return burst;
  }
}
