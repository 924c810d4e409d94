package io.colophon.gateway.routing.policy;

import java.util.Arrays;

/** Candidates whose every property is set by the test. */
final class FakeCandidates implements Candidates {
  final boolean[] open;
  final TargetLoad[] loads;
  final double[] capacity;
  final double[] weight;
  final long[] nanoPrice;
  final double[] grams;

  FakeCandidates(int size) {
    open = new boolean[size];
    loads = new TargetLoad[size];
    capacity = new double[size];
    weight = new double[size];
    nanoPrice = new long[size];
    grams = new double[size];
    Arrays.fill(open, true);
    Arrays.setAll(loads, i -> new TargetLoad());
    Arrays.fill(capacity, 1);
    Arrays.fill(weight, 1);
    Arrays.fill(nanoPrice, -1);
    Arrays.fill(grams, Double.NaN);
  }

  static FakeCandidates ofCapacity(double... capacity) {
    FakeCandidates made = new FakeCandidates(capacity.length);
    System.arraycopy(capacity, 0, made.capacity, 0, capacity.length);
    return made;
  }

  /** So many attempts under way, begun at a moment. */
  FakeCandidates busy(int index, int attempts, long nowNanos) {
    for (int i = 0; i < attempts; i++) {
      loads[index].begin(1, nowNanos);
    }
    return this;
  }

  @Override
  public int size() {
    return open.length;
  }

  @Override
  public boolean isOpen(int index) {
    return open[index];
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
    return weight[index];
  }

  @Override
  public long nanoPrice(int index) {
    return nanoPrice[index];
  }

  @Override
  public double gramsCo2e(int index) {
    return grams[index];
  }
}
