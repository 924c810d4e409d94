package io.colophon.labeling.fingerprint;

/** The power spectrum of {@value #SIZE} samples under a Hamming window. Not thread-safe. */
final class Spectrum {
  static final int SIZE = 4096;

  private static final double[] WINDOW = new double[SIZE];
  private static final double[] COS = new double[SIZE / 2];
  private static final double[] SIN = new double[SIZE / 2];

  static {
    for (int i = 0; i < SIZE; i++) {
      WINDOW[i] = 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (SIZE - 1));
    }
    for (int i = 0; i < SIZE / 2; i++) {
      COS[i] = Math.cos(2 * Math.PI * i / SIZE);
      SIN[i] = -Math.sin(2 * Math.PI * i / SIZE);
    }
  }

  private final double[] real = new double[SIZE];
  private final double[] imaginary = new double[SIZE];

  /** Takes samples, full scale 1; {@link #power} holds until the next call. */
  void of(float[] samples) {
    int bits = Integer.numberOfTrailingZeros(SIZE);
    for (int i = 0; i < SIZE; i++) {
      int to = Integer.reverse(i) >>> Integer.SIZE - bits;
      real[to] = samples[i] * WINDOW[i];
      imaginary[to] = 0;
    }
    for (int half = 1; half < SIZE; half *= 2) {
      butterflies(half);
    }
  }

  private void butterflies(int half) {
    int turn = SIZE / 2 / half;
    for (int start = 0; start < SIZE; start += 2 * half) {
      for (int k = 0; k < half; k++) {
        int low = start + k;
        int high = low + half;
        double re = real[high] * COS[k * turn] - imaginary[high] * SIN[k * turn];
        double im = real[high] * SIN[k * turn] + imaginary[high] * COS[k * turn];
        real[high] = real[low] - re;
        imaginary[high] = imaginary[low] - im;
        real[low] += re;
        imaginary[low] += im;
      }
    }
  }

  /** Returns the power at {@code bin * rate / SIZE} Hz, 0 to half of the size. */
  double power(int bin) {
    return real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
  }
}
