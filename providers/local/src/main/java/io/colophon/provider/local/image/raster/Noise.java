package io.colophon.provider.local.image.raster;

/**
 * Gradient noise over the plane after Ken Perlin (An Image Synthesizer, SIGGRAPH 1985), with a hash
 * instead of a permutation table so that it never repeats. Only additions and multiplications,
 * which Java defines to the last bit: the same seed gives the same field everywhere. Immutable.
 */
public final class Noise {
  /** Operations of one {@link #at} sample. */
  public static final int FLOP = 38;

  private static final float[] GX = new float[16];
  private static final float[] GY = new float[16];

  static {
    for (int i = 0; i < 16; i++) {
      double angle = Math.PI * (2 * i + 1) / 16;
      GX[i] = (float) (StrictMath.cos(angle) * 1.5);
      GY[i] = (float) (StrictMath.sin(angle) * 1.5);
    }
  }

  private final int seed;
  private final int maxOctaves;

  public Noise(long seed) {
    this(seed, 8);
  }

  /**
   * @param maxOctaves no sum of octaves goes finer; 1 to 8
   */
  public Noise(long seed, int maxOctaves) {
    this.seed = (int) mix(seed);
    this.maxOctaves = maxOctaves;
  }

  /** The same kind of field from another seed, for another purpose. */
  public Noise branch(int purpose) {
    return new Noise(seed * 0x9E3779B97F4A7C15L + purpose, maxOctaves);
  }

  /** A value within about -1 to 1; neighbours one unit apart are unrelated. */
  public float at(float x, float y) {
    int xi = floor(x);
    int yi = floor(y);
    float fx = x - xi;
    float fy = y - yi;
    float u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    float v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    int x0 = xi * 0x27D4EB2D;
    int x1 = x0 + 0x27D4EB2D;
    int y0 = (yi * 0x165667B1) ^ seed;
    int y1 = ((yi + 1) * 0x165667B1) ^ seed;
    float a = dot(x0 + y0, fx, fy);
    float b = dot(x1 + y0, fx - 1, fy);
    float c = dot(x0 + y1, fx, fy - 1);
    float d = dot(x1 + y1, fx - 1, fy - 1);
    float top = a + (b - a) * u;
    return top + (c + (d - c) * u - top) * v;
  }

  /** Octaves added with halving weight, within about -1 to 1. */
  public float fbm(float x, float y, int octaves) {
    float sum = 0;
    float weight = 0.55f;
    float px = x;
    float py = y;
    int n = Math.min(octaves, maxOctaves);
    for (int i = 0; i < n; i++) {
      sum += weight * at(px, py);
      // Turning each octave hides the grid.
      float nx = 1.6f * px + 1.2f * py + 17.3f;
      py = -1.2f * px + 1.6f * py - 9.1f;
      px = nx;
      weight *= 0.5f;
    }
    return sum;
  }

  /** Octaves of folded noise: sharp crests, 0 to about 1. */
  public float ridged(float x, float y, int octaves) {
    float sum = 0;
    float weight = 0.55f;
    float px = x;
    float py = y;
    int n = Math.min(octaves, maxOctaves);
    for (int i = 0; i < n; i++) {
      float fold = 1 - Math.abs(at(px, py));
      sum += weight * fold * fold;
      float nx = 1.6f * px + 1.2f * py + 31.7f;
      py = -1.2f * px + 1.6f * py + 5.3f;
      px = nx;
      weight *= 0.5f;
    }
    return sum;
  }

  /** An even value 0 to 1 for a cell of the integer grid. */
  public float cell(int x, int y) {
    int h = scramble(x * 0x27D4EB2D + ((y * 0x165667B1) ^ seed));
    return (h >>> 8) * (1f / (1 << 24));
  }

  private static float dot(int hash, float fx, float fy) {
    int h = scramble(hash) & 15;
    return GX[h] * fx + GY[h] * fy;
  }

  private static int scramble(int hash) {
    int h = hash;
    h ^= h >>> 15;
    h *= 0x85EBCA6B;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    return h ^ (h >>> 16);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static int floor(float v) {
    int i = (int) v;
    return v < i ? i - 1 : i;
  }
}
