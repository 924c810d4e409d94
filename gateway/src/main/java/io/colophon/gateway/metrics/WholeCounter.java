package io.colophon.gateway.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * Adds up whole numbers exactly. Money is added up in billionths and divided once, when it is read:
 * what is shown is the double nearest to the exact sum.
 */
final class WholeCounter implements Series {
  private final LongAdder sum = new LongAdder();
  private final long parts;

  /**
   * @param parts how many of what is added make one of what is shown
   */
  WholeCounter(long parts) {
    this.parts = parts;
  }

  /**
   * Adds.
   *
   * @param amount 0 or more
   */
  void add(long amount) {
    sum.add(amount);
  }

  void increment() {
    sum.increment();
  }

  /** The exact sum, in what was added. */
  long sum() {
    return sum.sum();
  }

  @Override
  public Reading read() {
    long exact = sum.sum();
    return parts == 1 ? new Reading.Whole(exact) : new Reading.Real((double) exact / parts);
  }
}
