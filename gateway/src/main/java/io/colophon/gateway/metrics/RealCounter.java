package io.colophon.gateway.metrics;

import java.util.concurrent.atomic.DoubleAdder;

/**
 * Adds up figures, which are estimates: the order of additions may change the last digits of a
 * double.
 */
final class RealCounter implements Series {
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * Adds.
   *
   * @param amount 0 or more, finite
   */
  void add(double amount) {
    sum.add(amount);
  }

  @Override
  public Reading read() {
    return new Reading.Real(sum.sum());
  }
}
