package io.colophon.labeling.audio;

/**
 * How loud a programme is: the root mean square over its blocks of 400 ms, without the blocks that
 * are silent (below -70 dB) or 10 dB under the mean of the others. That is the gating of ITU-R
 * BS.1770, without its filter. Pauses do not make a programme seem quieter. Not thread-safe; memory
 * is fixed: blocks are counted in steps of half a decibel.
 */
final class Loudness {
  private static final int BLOCK_MILLIS = 400;
  private static final double STEPS_PER_DECIBEL = 2;
  private static final int QUIETEST_DECIBELS = 70;
  private static final double GATE = 0.1;

  private final long[] count = new long[(int) (QUIETEST_DECIBELS * STEPS_PER_DECIBEL) + 1];
  private final double[] power = new double[count.length];
  private final int blockSamples;
  private double sum;
  private int filled;

  Loudness(int rate, int channels) {
    this.blockSamples = Math.max(1, MorseCue.frames(rate, BLOCK_MILLIS)) * channels;
  }

  /** Takes samples, channels interleaved. */
  void add(float[] interleaved) {
    for (float sample : interleaved) {
      sum += (double) sample * sample;
      if (++filled == blockSamples) {
        close();
      }
    }
  }

  private void close() {
    double mean = sum / filled;
    double decibels = -10 * Math.log10(Math.max(mean, 1e-30));
    if (decibels <= QUIETEST_DECIBELS) {
      int step = Math.max(0, (int) (decibels * STEPS_PER_DECIBEL));
      count[step]++;
      power[step] += mean;
    }
    sum = 0;
    filled = 0;
  }

  /** Root mean square, 0 to 1; 0 for silence. */
  double rms() {
    if (filled > blockSamples / 4) {
      close();
    }
    double mean = mean(0);
    return Math.sqrt(mean(mean * GATE));
  }

  private double mean(double atLeast) {
    double total = 0;
    long blocks = 0;
    for (int step = 0; step < count.length; step++) {
      if (count[step] > 0 && power[step] / count[step] >= atLeast) {
        total += power[step];
        blocks += count[step];
      }
    }
    return blocks == 0 ? 0 : total / blocks;
  }
}
