package io.colophon.provider.local.text;

/**
 * Turns of the rotary position embedding (Su and others, "RoFormer", 2021, section 3.2.2) with base
 * 10,000, halves of a head's values paired. Immutable.
 */
final class Angles {
  private static final double BASE = 10_000;

  private final int half;
  private final float[] cos;
  private final float[] sin;

  Angles(int headWidth, int positions) {
    this.half = headWidth / 2;
    this.cos = new float[positions * half];
    this.sin = new float[positions * half];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < half; i++) {
        double angle = p * StrictMath.pow(BASE, -(double) i / half);
        cos[p * half + i] = (float) StrictMath.cos(angle);
        sin[p * half + i] = (float) StrictMath.sin(angle);
      }
    }
  }

  /** Turns the head that starts at {@code at} in {@code x} for a position. */
  void turn(float[] x, int at, int position) {
    for (int i = 0; i < half; i++) {
      float c = cos[position * half + i];
      float s = sin[position * half + i];
      float a = x[at + i];
      float b = x[at + half + i];
      x[at + i] = a * c - b * s;
      x[at + half + i] = a * s + b * c;
    }
  }
}
