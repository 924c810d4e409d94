package io.colophon.benchmarks.micro;

import io.colophon.gateway.routing.policy.AttemptLoad;
import io.colophon.gateway.routing.policy.Candidates;
import io.colophon.gateway.routing.policy.TargetLoad;
import java.util.Random;

/** Targets in the middle of their work: all open, some busy, each with a past. */
final class RoutingFleet implements Candidates {
  private static final long SECOND = 1_000_000_000L;

  private final TargetLoad[] loads;
  private final double[] capacity;
  private final double[] grams;

  RoutingFleet(int size, long nowNanos) {
    loads = new TargetLoad[size];
    capacity = new double[size];
    grams = new double[size];
    Random random = new Random(64);
    for (int i = 0; i < size; i++) {
      loads[i] = new TargetLoad();
      capacity[i] = 100 << random.nextInt(4);
      grams[i] = 0.2 + random.nextInt(8) / 10.0;
      live(loads[i], random, nowNanos);
    }
  }

  private static void live(TargetLoad load, Random random, long nowNanos) {
    long now = nowNanos - 100 * SECOND;
    for (int i = 0; i < 50; i++) {
      AttemptLoad attempt = load.begin(300, now);
      attempt.firstOutput(500, now + SECOND / 5);
      attempt.ended(300, now + 2 * SECOND);
      now += 2 * SECOND;
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      load.begin(300, nowNanos).firstOutput(500, nowNanos);
    }
  }

  @Override
  public int size() {
    return loads.length;
  }

  @Override
  public boolean isOpen(int index) {
    return true;
  }

  @Override
  public int number(int index) {
    return index;
  }

  @Override
  public TargetLoad load(int index) {
    return loads[index];
  }

  @Override
  public double capacity(int index) {
    return capacity[index];
  }

  @Override
  public double weight(int index) {
    return capacity[index];
  }

  @Override
  public long nanoPrice(int index) {
    return (long) capacity[index];
  }

  @Override
  public double gramsCo2e(int index) {
    return grams[index];
  }
}
