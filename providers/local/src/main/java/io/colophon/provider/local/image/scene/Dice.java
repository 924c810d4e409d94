package io.colophon.provider.local.image.scene;

/** Random choices by the SplitMix64 sequence; the same on every machine. One thread. */
final class Dice {
  private long state;

  Dice(long seed) {
    state = seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
  }

  /** From 0 to below 1. */
  float next() {
    state += 0x9E3779B97F4A7C15L;
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 40) * (1f / (1 << 24));
  }

  float between(double low, double high) {
    return (float) (low + (high - low) * next());
  }

  int below(int bound) {
    return (int) (next() * bound);
  }
}
