package io.colophon.labeling.audio;

/**
 * Brings a short sound of one channel to another rate: a sinc of {@value #LOBES} lobes a side under
 * a Hann window, cut at the lower of the two Nyquist frequencies.
 */
final class Resampler {
  private static final int LOBES = 16;
  private static final int FINENESS = 512;
  private static final double[] TABLE = table();

  private Resampler() {}

  /** The same sound; the number of samples is rounded up. */
  static float[] resampled(float[] in, int from, int to) {
    if (from == to) {
      return in.clone();
    }
    double step = (double) from / to;
    double cut = Math.min(1, 1 / step);
    double reach = LOBES / cut;
    float[] out = new float[(int) Math.ceil(in.length / step)];
    for (int i = 0; i < out.length; i++) {
      double centre = i * step;
      int first = Math.max(0, (int) Math.ceil(centre - reach));
      int last = Math.min(in.length - 1, (int) Math.floor(centre + reach));
      double sum = 0;
      for (int n = first; n <= last; n++) {
        sum += in[n] * kernel(n - centre, cut);
      }
      out[i] = (float) sum;
    }
    return out;
  }

  /** Between two entries of the table the kernel is a straight line. */
  private static double kernel(double distance, double cut) {
    double at = Math.abs(distance) * cut * FINENESS;
    int entry = (int) at;
    return cut * (TABLE[entry] + (at - entry) * (TABLE[entry + 1] - TABLE[entry]));
  }

  private static double[] table() {
    double[] table = new double[LOBES * FINENESS + 2];
    for (int i = 0; i < LOBES * FINENESS; i++) {
      double x = Math.PI * i / FINENESS;
      double sinc = i == 0 ? 1 : Math.sin(x) / x;
      table[i] = sinc * (0.5 + 0.5 * Math.cos(x / LOBES));
    }
    return table;
  }
}
