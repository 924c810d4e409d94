package io.colophon.gateway.work;

/** How much a subscriber asks for, as by {@link java.util.concurrent.Flow.Subscription#request}. */
public final class Demand {
  private Demand() {}

  /** Both together; what is too large to be told is without bound. */
  public static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
