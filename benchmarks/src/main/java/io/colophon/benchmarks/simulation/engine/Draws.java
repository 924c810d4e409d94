package io.colophon.benchmarks.simulation.engine;

import java.util.random.RandomGenerator;

/**
 * Random draws that are the same on every Java: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) and
 * {@link StrictMath}. Not thread-safe.
 */
public final class Draws implements RandomGenerator {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  public Draws(long seed) {
    this.state = seed * STEP + STEP;
  }

  /**
   * A stream of its own for one purpose, so that one more draw here moves nothing elsewhere.
   *
   * @param purpose any text; the same seed and purpose give the same stream
   */
  public static Draws of(long seed, String purpose) {
    long mixed = seed;
    for (int i = 0; i < purpose.length(); i++) {
      mixed = mixed * 1_000_003 + purpose.charAt(i);
    }
    return new Draws(mixed);
  }

  @Override
  public long nextLong() {
    state += STEP;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  @Override
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From 0, without 1. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** An exponential span of a mean. */
  public double exponential(double mean) {
    return -mean * StrictMath.log1p(-nextDouble());
  }

  /** Normal of mean 0 and deviation 1, by Box and Muller. */
  public double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log1p(-nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
  }

  /** Gamma of a shape and mean 1, by Marsaglia and Tsang (2000). */
  public double gamma(double shape) {
    if (shape < 1) {
      double more = gamma(shape + 1) * (shape + 1);
      return more * StrictMath.pow(1 - nextDouble(), 1 / shape) / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double v = 1 + c * x;
      v = v * v * v;
      if (v > 0
          && StrictMath.log(1 - nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v / shape;
      }
    }
  }
}
