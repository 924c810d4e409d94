package io.colophon.labeling.watermark;

/**
 * Makes allowance for what a picture has at the places of the waves by itself: part of it is taken
 * back, so that less of it disturbs the reader (improved spread spectrum, Malvar and Florencio
 * 2003). With r the power of the contents over that of the mark, taking back the share 1/r is best
 * where r is large; it leaves a signal to noise ratio of 1 / (r - 1) rather than 1 / r for the same
 * change of the picture.
 */
final class Allowance {
  private static final double MOST_SHARE = 0.8;

  /** A wave grows no more than this. */
  private static final float MOST = 3;

  private Allowance() {}

  /**
   * Changes amplitudes; their mean square stays 1.
   *
   * @param amplitudes of all parts, 1 or -1
   * @param plain the waves of the picture
   * @param marked the waves of the picture with these amplitudes
   */
  static void adjust(float[] amplitudes, FoldedWaves plain, FoldedWaves marked) {
    double[] noise = new double[Lattice.RINGS];
    double[] signal = new double[Lattice.RINGS];
    int[] count = new int[Lattice.RINGS];
    for (int i = 0; i < amplitudes.length; i++) {
      int ring = Lattice.ring(i / 2);
      float before = part(plain, i);
      noise[ring] += before * before;
      signal[ring] += amplitudes[i] * (part(marked, i) - before);
      count[ring]++;
    }
    double energy = 0;
    for (int i = 0; i < amplitudes.length; i++) {
      int ring = Lattice.ring(i / 2);
      double gain = signal[ring] / count[ring];
      if (gain <= 0) {
        continue;
      }
      double ratio = noise[ring] / count[ring] / (gain * gain);
      double share = Math.min(MOST_SHARE, 1 / (ratio + 0.3));
      double kept = Math.sqrt(Math.max(0.05, 1 - share * share * ratio));
      double amplitude = amplitudes[i] * kept - share * part(plain, i) / gain;
      amplitudes[i] = (float) Math.min(MOST, Math.max(-MOST, amplitude));
      energy += amplitudes[i] * amplitudes[i];
    }
    float scale = (float) Math.sqrt(amplitudes.length / Math.max(energy, 1));
    for (int i = 0; i < amplitudes.length; i++) {
      amplitudes[i] *= scale;
    }
  }

  /** The cosine or the sine of a wave: a wave s cos + t sin has the coefficient (s - i t) / 2. */
  private static float part(FoldedWaves waves, int part) {
    return part % 2 == 0 ? waves.re[part / 2] : -waves.im[part / 2];
  }
}
