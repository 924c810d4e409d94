package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * How much louder or softer each bin of a frame becomes. The change is in proportion to what is
 * there, so that the sound itself masks it; a band that towers above its surroundings, a tone,
 * hides less and gets half. A bit that the sound contradicted in its last cells gets more, one that
 * it bears out gets less.
 */
final class SoundGains {
  /** The usual change, nepers: 1 dB. */
  private static final float CHANGE = 0.12f;

  /** Cells of a bit in a block. */
  private static final float CELLS =
      (float) SoundPattern.SLOTS * (SoundPattern.BANDS - SoundPattern.KNOWN) / PolarCode.LENGTH;

  private static final float MOST = 1.9f;
  private static final float LEAST = 0.4f;

  /** How far above its surroundings a band is a tone, nepers: 9 dB. */
  private static final float TONE = 1.04f;

  private final boolean[] word;
  private final SoundLoudness loudness = new SoundLoudness(0.004f);
  private final SoundContrasts contrasts = new SoundContrasts(30);

  /** By code bit, what its last cells said for its sign, and what they should have. */
  private final float[] said = new float[PolarCode.LENGTH];

  private final float[] meant = new float[PolarCode.LENGTH];

  private final float[] factors = new float[SoundPattern.FRAME / 2];
  private float[] before = new float[SoundPattern.BANDS];
  private float[] here = new float[SoundPattern.BANDS];
  private float[] after = new float[SoundPattern.BANDS];
  private long frame;

  SoundGains(boolean[] word) {
    this.word = word;
  }

  /**
   * The factors of the next frame, by bin: what is to be added is the bin times its factor. The
   * array is used again.
   */
  float[] next(float[] re, float[] im) {
    int slot = (int) (frame / SoundPattern.FRAMES % SoundPattern.SLOTS);
    float[] levels = loudness.levels(re, im);
    for (int band = 0; band < levels.length; band++) {
      int bit = SoundPattern.bit(slot, band);
      float change = CHANGE * share(bit);
      if (levels[band] - around(levels, band) > TONE) {
        change /= 2;
      }
      float signed = sign(slot, band) * change;
      after[band] += (levels[band] + signed) / SoundPattern.FRAMES;
      float factor = (float) Math.expm1(signed);
      for (int n = 0; n < SoundPattern.BINS; n++) {
        factors[SoundPattern.LOWEST + band * SoundPattern.BINS + n] = factor;
      }
    }
    if (++frame % SoundPattern.FRAMES == 0) {
      learn((slot + SoundPattern.SLOTS - 1) % SoundPattern.SLOTS);
    }
    return factors;
  }

  private int sign(int slot, int band) {
    int bit = SoundPattern.bit(slot, band);
    return SoundPattern.sign(slot, band) * (bit >= 0 && word[bit] ? -1 : 1);
  }

  private float share(int bit) {
    if (bit < 0) {
      return 1;
    }
    float lead = said[bit] / (meant[bit] + 1e-3f);
    return Math.min(MOST, Math.max(LEAST, 1.6f - 0.6f * lead));
  }

  /** Hears a slot as a detector will, once the slot after it is there. */
  private void learn(int slot) {
    float[] heard = contrasts.of(before, here, after, loudness.least());
    for (int band = 0; band < heard.length; band++) {
      int bit = SoundPattern.bit(slot, band);
      if (bit >= 0) {
        said[bit] += sign(slot, band) * heard[band] - said[bit] / CELLS;
        meant[bit] += CHANGE * contrasts.slope(band) - meant[bit] / CELLS;
      }
    }
    float[] oldest = before;
    before = here;
    here = after;
    after = oldest;
    Arrays.fill(after, 0);
  }

  private static float around(float[] levels, int band) {
    float sum = 0;
    int count = 0;
    for (int b = Math.max(0, band - 3); b <= Math.min(levels.length - 1, band + 3); b++) {
      if (b != band) {
        sum += levels[b];
        count++;
      }
    }
    return sum / count;
  }
}
