package io.colophon.gateway.routing.policy;

/** Numbers from random bits, without what {@code RandomGenerator} allocates or loops for. */
final class Drawn {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Drawn() {}

  /** From 0 to below the bound; even to within one part in 2^32 / bound. */
  static int index(long bits, int bound) {
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /** From 0 to below 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /**
   * Bits that look random and depend on both; the finaliser of SplitMix64 (Steele, Lea, Flood,
   * OOPSLA 2014).
   */
  static long mixed(long one, long other) {
    long z = one + GOLDEN * (other + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
