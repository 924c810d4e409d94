package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * How the cells of a sound stand out of their surroundings: against the cells before and after,
 * which is telling where tones last, and against the bands above and below, which is telling where
 * there is noise. Each is divided by its variance of late, so that the more telling one counts.
 */
final class SoundContrasts {
  /** No cell stands out more than this, nepers. */
  private static final float CLIP = 0.7f;

  /** The variance below which nothing is more telling. */
  private static final float STEADY = 0.01f;

  private final float forget;
  private final float[] inTime = new float[SoundPattern.BANDS];
  private final float[] inPitch = new float[SoundPattern.BANDS];

  /**
   * @param memory calls over which a variance is taken, about
   */
  SoundContrasts(float memory) {
    forget = 1 / memory;
    Arrays.fill(inTime, 0.2f);
    Arrays.fill(inPitch, 0.2f);
  }

  /**
   * Takes the next slot.
   *
   * @param before levels of the bands in the slot before, nepers
   * @param here levels of the slot
   * @param after levels of the slot after
   * @param least levels below this are silence and say nothing
   */
  float[] of(float[] before, float[] here, float[] after, float least) {
    float[] contrasts = new float[here.length];
    for (int band = 0; band < here.length; band++) {
      if (here[band] < least) {
        continue;
      }
      float time = clip(here[band] - (before[band] + after[band]) / 2);
      float pitch = clip(here[band] - around(here, band));
      contrasts[band] = time / (inTime[band] + STEADY) + pitch / (inPitch[band] + STEADY);
      inTime[band] += forget * (time * time - inTime[band]);
      inPitch[band] += forget * (pitch * pitch - inPitch[band]);
    }
    return contrasts;
  }

  /** How much a change of a level by 1 neper changes its contrast. */
  float slope(int band) {
    return 1 / (inTime[band] + STEADY) + 1 / (inPitch[band] + STEADY);
  }

  private static float clip(float contrast) {
    return Math.min(CLIP, Math.max(-CLIP, contrast));
  }

  private static float around(float[] levels, int band) {
    float sum = 0;
    int count = 0;
    for (int b = Math.max(0, band - 2); b <= Math.min(levels.length - 1, band + 2); b++) {
      if (b != band) {
        sum += levels[b];
        count++;
      }
    }
    return sum / count;
  }
}
