package io.colophon.labeling.watermark;

/** The levels of the bands of frames, and the loudest of late. */
final class SoundLoudness {
  /** Levels this far below the loudest of late are silence, nepers: 55 dB. */
  private static final float QUIET = 6.3f;

  private final float decay;
  private float loudest = -20;

  /**
   * @param decay nepers a frame by which what was loud is forgotten
   */
  SoundLoudness(float decay) {
    this.decay = decay;
  }

  /** The levels of a transformed frame, nepers. */
  float[] levels(float[] re, float[] im) {
    float[] levels = new float[SoundPattern.BANDS];
    loudest -= decay;
    for (int band = 0; band < levels.length; band++) {
      float power = 0;
      for (int n = 0; n < SoundPattern.BINS; n++) {
        int bin = SoundPattern.LOWEST + band * SoundPattern.BINS + n;
        power += re[bin] * re[bin] + im[bin] * im[bin];
      }
      levels[band] = (float) Math.log(power + 1e-9) / 2;
      loudest = Math.max(loudest, levels[band]);
    }
    return levels;
  }

  /** The level below which there is silence. */
  float least() {
    return loudest - QUIET;
  }
}
