package io.colophon.benchmarks.watermark;

/** The power of the frequencies of a part of a sound under a Hann window. */
final class PowerSpectrum {
  private PowerSpectrum() {}

  /**
   * @param size a power of two
   */
  static double[] of(float[] samples, int from, int size) {
    double[] re = new double[size];
    double[] im = new double[size];
    int shift = 32 - Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
      re[Integer.reverse(i) >>> shift] = samples[from + i] * window;
    }
    for (int half = 1; half < size; half *= 2) {
      for (int k = 0; k < half; k++) {
        double c = Math.cos(Math.PI * k / half);
        double s = -Math.sin(Math.PI * k / half);
        for (int a = k; a < size; a += 2 * half) {
          int b = a + half;
          double r = c * re[b] - s * im[b];
          double m = c * im[b] + s * re[b];
          re[b] = re[a] - r;
          im[b] = im[a] - m;
          re[a] += r;
          im[a] += m;
        }
      }
    }
    double[] power = new double[size / 2];
    for (int i = 0; i < power.length; i++) {
      power[i] = (re[i] * re[i] + im[i] * im[i]) / size;
    }
    return power;
  }
}
