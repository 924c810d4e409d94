package io.colophon.provider.local.image.raster;

/**
 * Functions for inner loops, made of additions and multiplications only: fast, and the same to the
 * last bit on every machine, which {@link Math#sin} does not promise. Errors are below what eight
 * bits of colour show.
 */
public final class Curve {
  private static final float TO_TURNS = (float) (1 / (2 * Math.PI));

  private Curve() {}

  /** Sine of an angle in radians; absolute error below 0.0015. */
  public static float sin(float radians) {
    float turns = radians * TO_TURNS;
    float t = turns - (float) Math.floor(turns + 0.5f);
    float parabola = 8 * t - 16 * t * Math.abs(t);
    return parabola * (0.775f + 0.225f * Math.abs(parabola));
  }

  public static float cos(float radians) {
    return sin(radians + 1.57079633f);
  }

  /** {@code e^-x} for {@code x >= 0}; absolute error below 0.004. */
  public static float decay(float x) {
    float t = 1 + x * (0.125f + x * (0.0078125f + x * 0.00034f));
    float t2 = t * t;
    float t4 = t2 * t2;
    return 1 / (t4 * t4);
  }

  /** 0 below {@code from}, 1 above {@code to}, an S between. */
  public static float smooth(float from, float to, float x) {
    float t = clamp((x - from) / (to - from));
    return t * t * (3 - 2 * t);
  }

  /** Cut to 0 to 1. */
  public static float clamp(float x) {
    return x < 0 ? 0 : Math.min(x, 1);
  }
}
