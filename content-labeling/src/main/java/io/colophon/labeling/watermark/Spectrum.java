package io.colophon.labeling.watermark;

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
  private final float[] re;
  private final float[] im;
  private final float[] noise;

  Spectrum(float[] samples, int pictureWidth, int pictureHeight) {
    width = ceiling(pictureWidth);
    height = ceiling(pictureHeight);
    float[] real = new float[width * height];
    float[] imaginary = new float[width * height];
    // The middle of the picture stands at 0, so that the transform is smooth from bin to bin.
    for (int y = 0; y < pictureHeight; y++) {
      int row = Math.floorMod(y - pictureHeight / 2, height) * width;
      int half = pictureWidth / 2;
      System.arraycopy(samples, y * pictureWidth + half, real, row, pictureWidth - half);
      System.arraycopy(samples, y * pictureWidth, real, row + width - half, half);
    }
    new Plane2d(width, height).forward(real, imaginary);
    // Half of the plane says all of a real picture: rows 0 to height / 2.
    re = half(real);
    im = half(imaginary);
    float[] power = new float[re.length];
    for (int i = 0; i < power.length; i++) {
      power[i] = re[i] * re[i] + im[i] * im[i];
    }
    noise = BoxMean.of(power, width, height / 2 + 1, AROUND);
    for (int i = 0; i < power.length; i++) {
      float scale = (float) (1 / Math.sqrt(noise[i] + 1e-6f));
      re[i] *= scale;
      im[i] *= scale;
    }
  }

  private float[] half(float[] plane) {
    float[] half = new float[(height / 2 + 1) * width];
    // The columns are turned so that negative frequencies come first and 0 is in the middle.
    for (int y = 0; y <= height / 2; y++) {
      System.arraycopy(plane, y * width, half, y * width + width / 2, width / 2);
      System.arraycopy(plane, y * width + width / 2, half, y * width, width / 2);
    }
    return half;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * The power at a frequency between bins.
   *
   * @param x cycles per pixel, -0.49 to 0.49
   * @param y cycles per pixel, 0 to 0.49
   */
  float power(double x, double y) {
    float column = (float) (x * width) + width / 2;
    float row = (float) (y * height);
    int left = (int) column;
    int top = (int) row;
    int between = (int) ((column - left) * STEPS);
    float a = SINC[between];
    float b = SINC[STEPS - between];
    between = (int) ((row - top) * STEPS);
    float c = SINC[between];
    float d = SINC[STEPS - between];
    int at = top * width + left;
    float r = c * (a * re[at] + b * re[at + 1]) + d * (a * re[at + width] + b * re[at + width + 1]);
    float i = c * (a * im[at] + b * im[at + 1]) + d * (a * im[at + width] + b * im[at + width + 1]);
    return r * r + i * i;
  }

  /** The power of the noise around a frequency, of the transform that is not scaled. */
  float noise(double x, double y) {
    int column = (int) Math.round(x * width) + width / 2;
    int row = (int) Math.round(y * height);
    return noise[row * width + column];
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
