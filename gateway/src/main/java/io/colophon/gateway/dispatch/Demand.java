package io.colophon.gateway.dispatch;

/** How much a subscriber asks for. */
final class Demand {
  private Demand() {}

  /** Both together; what is too large to be told is without bound. */
  static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
