package io.colophon.labeling.watermark;

/**
 * Holds down what is added where the sound is quiet for a moment: a change that belongs to a loud
 * part of a frame would else be heard before it (pre-echo).
 */
final class SoundLimit {
  /** Samples that are looked at together: 4 ms. */
  private static final int MOMENT = 64;

  /** The power added over that of the sound: -17 dB. */
  private static final float MOST = 0.02f;

  private SoundLimit() {}

  /**
   * @param added changed in place
   * @param sound what it will be added to
   * @param count a multiple of 64
   */
  static void apply(float[] added, float[] sound, int count) {
    for (int at = 0; at < count; at += MOMENT) {
      float change = 0;
      float there = 0;
      for (int i = at; i < at + MOMENT; i++) {
        change += added[i] * added[i];
        there += sound[i] * sound[i];
      }
      if (change > MOST * there) {
        float gain = (float) Math.sqrt(MOST * there / change);
        for (int i = at; i < at + MOMENT; i++) {
          added[i] *= gain;
        }
      }
    }
  }
}
