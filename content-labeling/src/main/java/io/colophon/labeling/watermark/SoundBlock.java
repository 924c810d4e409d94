package io.colophon.labeling.watermark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The contrasts of the cells of a sound, added up block upon block. */
final class SoundBlock {
  private static final int CELLS = SoundPattern.SLOTS * SoundPattern.BANDS;

  /** Agreement below this is no mark that can be read, standard deviations. */
  private static final double LEAST = 3.5;

  private final float[][] sums = new float[SoundDetector.STARTS][CELLS];

  /**
   * A guess at where blocks start.
   *
   * @param phase of the slots, in parts of a slot
   * @param slot the first of a block
   * @param agreement of the cells with known signs, in standard deviations
   */
  record Start(int phase, int slot, double agreement) {}

  /**
   * @param start of the slot, in parts of a slot since the sound began
   */
  void add(long start, float[] contrasts) {
    float[] sum = sums[(int) (start % SoundDetector.STARTS)];
    int from = (int) (start / SoundDetector.STARTS % SoundPattern.SLOTS) * SoundPattern.BANDS;
    for (int band = 0; band < SoundPattern.BANDS; band++) {
      sum[from + band] += contrasts[band];
    }
  }

  /** The best guesses, best first. */
  List<Start> starts(int most) {
    List<Start> starts = new ArrayList<>();
    for (int phase = 0; phase < sums.length; phase++) {
      float[] sum = sums[phase];
      for (int slot = 0; slot < SoundPattern.SLOTS; slot++) {
        double agreed = 0;
        double power = 1e-9;
        for (int s = 0; s < SoundPattern.SLOTS; s++) {
          int from = (slot + s) % SoundPattern.SLOTS * SoundPattern.BANDS;
          for (int band = 0; band < SoundPattern.BANDS; band++) {
            if (SoundPattern.bit(s, band) < 0) {
              agreed += SoundPattern.sign(s, band) * sum[from + band];
              power += sum[from + band] * sum[from + band];
            }
          }
        }
        double agreement = agreed / Math.sqrt(power);
        if (agreement > LEAST) {
          starts.add(new Start(phase, slot, agreement));
        }
      }
    }
    starts.sort(Comparator.comparingDouble(Start::agreement).reversed());
    return starts.subList(0, Math.min(most, starts.size()));
  }

  /** What speaks for a 0 (above 0) or a 1 (below) in each bit of the code. */
  float[] ratios(Start start) {
    float[] ratios = new float[PolarCode.LENGTH];
    for (int s = 0; s < SoundPattern.SLOTS; s++) {
      int from = (start.slot() + s) % SoundPattern.SLOTS * SoundPattern.BANDS;
      for (int band = 0; band < SoundPattern.BANDS; band++) {
        int bit = SoundPattern.bit(s, band);
        if (bit >= 0) {
          ratios[bit] += SoundPattern.sign(s, band) * sums[start.phase()][from + band];
        }
      }
    }
    return ratios;
  }
}
