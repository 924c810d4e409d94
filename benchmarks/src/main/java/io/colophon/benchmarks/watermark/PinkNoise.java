package io.colophon.benchmarks.watermark;

import java.util.SplittableRandom;

/** Noise whose amplitude falls with a power of the frequency; its deviation is 1. */
final class PinkNoise {
  private PinkNoise() {}

  /** A plane: octaves of noise between random points, each finer and fainter than the last. */
  static float[] plane(int width, int height, double slope, SplittableRandom random) {
    float[] sum = new float[width * height];
    double amplitude = 1;
    for (double spacing = Math.max(width, height) / 2.0; spacing >= 1; spacing /= 2) {
      octave(sum, width, height, spacing, (float) amplitude, random);
      // An octave has the power f^2 * f^-2slope: its area in the plane of frequencies times its
      // density.
      amplitude *= Math.pow(2, 1 - slope);
    }
    return normalised(sum);
  }

  /** A line, as {@link #plane}. */
  static float[] line(int length, double slope, SplittableRandom random) {
    float[] sum = new float[length];
    double amplitude = 1;
    for (double spacing = length / 2.0; spacing >= 1; spacing /= 2) {
      int points = (int) (length / spacing) + 3;
      float[] at = gaussian(points, random);
      for (int x = 0; x < length; x++) {
        int i = (int) (x / spacing);
        float t = smooth((float) (x / spacing - i));
        sum[x] += (float) amplitude * (at[i] + t * (at[i + 1] - at[i]));
      }
      amplitude *= Math.pow(0.5, slope - 0.5);
    }
    return normalised(sum);
  }

  private static void octave(
      float[] sum,
      int width,
      int height,
      double spacing,
      float amplitude,
      SplittableRandom random) {
    int columns = (int) (width / spacing) + 3;
    int rows = (int) (height / spacing) + 3;
    float[] at = gaussian(columns * rows, random);
    for (int y = 0; y < height; y++) {
      int row = (int) (y / spacing);
      float v = smooth((float) (y / spacing - row));
      for (int x = 0; x < width; x++) {
        int column = (int) (x / spacing);
        float u = smooth((float) (x / spacing - column));
        int i = row * columns + column;
        float top = at[i] + u * (at[i + 1] - at[i]);
        float bottom = at[i + columns] + u * (at[i + columns + 1] - at[i + columns]);
        sum[y * width + x] += amplitude * (top + v * (bottom - top));
      }
    }
  }

  private static float smooth(float t) {
    return t * t * (3 - 2 * t);
  }

  private static float[] gaussian(int count, SplittableRandom random) {
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      double sum = -6;
      for (int n = 0; n < 12; n++) {
        sum += random.nextDouble();
      }
      samples[i] = (float) sum;
    }
    return samples;
  }

  private static float[] normalised(float[] samples) {
    double sum = 0;
    double squares = 0;
    for (float sample : samples) {
      sum += sample;
      squares += sample * sample;
    }
    double mean = sum / samples.length;
    double scale = 1 / Math.sqrt(Math.max(1e-12, squares / samples.length - mean * mean));
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) ((samples[i] - mean) * scale);
    }
    return samples;
  }
}
