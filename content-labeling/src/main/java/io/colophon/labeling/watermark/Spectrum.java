package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * The Fourier transform of a whitened picture, each bin divided by the root of the mean power
 * around it: noise has a power of 1 everywhere, the waves of a mark stand out.
 */
final class Spectrum {
  private static final int AROUND = 8;
  private static final int STEPS = 64;
  private static final float[] SINC = sinc();

  private final int width;
  private final int height;

  /** Column by column, 0 to width / 2; the middle of a column is the frequency 0. */
  private final float[] re;

  private final float[] im;
  private final float[] noise;

  Spectrum(float[] samples, int pictureWidth, int pictureHeight) {
    width = ceiling(pictureWidth);
    height = ceiling(pictureHeight);
    int columns = width / 2 + 1;
    re = new float[columns * height];
    im = new float[columns * height];
    rows(samples, pictureWidth, pictureHeight);
    Fft fft = new Fft(height);
    float[] power = new float[re.length];
    for (int column = 0; column < columns; column++) {
      int from = column * height;
      fft.forward(re, im, from);
      turn(re, from);
      turn(im, from);
      for (int i = from; i < from + height; i++) {
        power[i] = re[i] * re[i] + im[i] * im[i];
      }
    }
    noise = BoxMean.of(power, height, columns, AROUND);
    for (int i = 0; i < power.length; i++) {
      float scale = (float) (1 / Math.sqrt(noise[i] + 1e-6f));
      re[i] *= scale;
      im[i] *= scale;
    }
  }

  /** Transforms the rows, two at a time as the two parts of complex numbers. */
  private void rows(float[] samples, int pictureWidth, int pictureHeight) {
    Fft fft = new Fft(width);
    float[] even = new float[width];
    float[] odd = new float[width];
    for (int y = 0; y < pictureHeight; y += 2) {
      row(samples, y, pictureWidth, pictureHeight, even);
      row(samples, y + 1, pictureWidth, pictureHeight, odd);
      fft.forward(even, odd);
      int upper = Math.floorMod(y - pictureHeight / 2, height);
      int lower = (upper + 1) % height;
      for (int k = 0; k <= width / 2; k++) {
        int mirrored = -k & (width - 1);
        re[k * height + upper] = (even[k] + even[mirrored]) / 2;
        im[k * height + upper] = (odd[k] - odd[mirrored]) / 2;
        re[k * height + lower] = (odd[k] + odd[mirrored]) / 2;
        im[k * height + lower] = (even[mirrored] - even[k]) / 2;
      }
    }
  }

  /** The middle of the picture stands at 0, so that the transform is smooth from bin to bin. */
  private void row(float[] samples, int y, int pictureWidth, int pictureHeight, float[] row) {
    Arrays.fill(row, 0);
    if (y < pictureHeight) {
      int half = pictureWidth / 2;
      System.arraycopy(samples, y * pictureWidth + half, row, 0, pictureWidth - half);
      System.arraycopy(samples, y * pictureWidth, row, width - half, half);
    }
  }

  private void turn(float[] samples, int from) {
    int half = height / 2;
    for (int i = from; i < from + half; i++) {
      float sample = samples[i];
      samples[i] = samples[i + half];
      samples[i + half] = sample;
    }
  }

  /**
   * The power at a frequency between bins.
   *
   * @param x cycles per pixel, -0.49 to 0.49
   * @param y cycles per pixel, -0.49 to 0.49
   */
  float power(double x, double y) {
    float column = (float) (Math.abs(x) * width);
    float row = (float) (((x < 0 ? -y : y) + 0.5) * height);
    int left = (int) column;
    int top = (int) row;
    int between = (int) ((column - left) * STEPS);
    float a = SINC[between];
    float b = SINC[STEPS - between];
    between = (int) ((row - top) * STEPS);
    float c = SINC[between];
    float d = SINC[STEPS - between];
    int at = left * height + top;
    int next = at + height;
    float r = a * (c * re[at] + d * re[at + 1]) + b * (c * re[next] + d * re[next + 1]);
    float i = a * (c * im[at] + d * im[at + 1]) + b * (c * im[next] + d * im[next + 1]);
    return r * r + i * i;
  }

  /** The power of the noise around a frequency, of the transform that is not scaled. */
  float noise(double x, double y) {
    int column = (int) Math.round(Math.abs(x) * width);
    int row = (int) Math.round((x < 0 ? -y : y) * height) + height / 2;
    return noise[column * height + row];
  }

  private static int ceiling(int size) {
    return Math.max(64, Integer.highestOneBit(2 * size - 1));
  }

  /** Weights of the two bins beside a frequency that keep the power of noise. */
  private static float[] sinc() {
    float[] weights = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      double near = sinc(i);
      double far = sinc(STEPS - i);
      weights[i] = (float) (near / Math.hypot(near, far));
    }
    return weights;
  }

  private static double sinc(int step) {
    double x = Math.PI * step / STEPS;
    return step == 0 ? 1 : Math.sin(x) / x;
  }
}
