package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * Changes the rate of a sound as it passes, by a sinc under a Hann window, 16 of its crossings to
 * either side. The sample n of the output is the input at the time of n periods of the output. Not
 * thread-safe.
 */
final class Resampler {
  private static final int CROSSINGS = 16;
  private static final int PHASES = 512;

  /** The part of the band of the lower rate that passes. */
  private static final double PASS = 0.94;

  private final double step;
  private final int reach;
  private final float[] kernel;
  private float[] input = new float[0];

  /** Samples of {@link #input} that are filled. */
  private int filled;

  /** The index of the first sample of {@link #input} in all of the input. */
  private long first;

  private long next;

  Resampler(int from, int to) {
    step = (double) from / to;
    double cut = PASS * Math.min(1, (double) to / from);
    reach = (int) Math.ceil(CROSSINGS / cut);
    kernel = new float[(2 * reach) * (PHASES + 1)];
    for (int phase = 0; phase <= PHASES; phase++) {
      double sum = 0;
      int at = phase * 2 * reach;
      for (int i = 0; i < 2 * reach; i++) {
        double x = i - reach + 1 - (double) phase / PHASES;
        double angle = Math.PI * x * cut;
        double window = Math.abs(x) >= reach ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x / reach);
        kernel[at + i] = (float) (window * (x == 0 ? 1 : Math.sin(angle) / angle));
        sum += kernel[at + i];
      }
      for (int i = 0; i < 2 * reach; i++) {
        kernel[at + i] /= (float) sum;
      }
    }
    // Silence before the start.
    first = -reach;
    filled = reach;
    input = new float[4 * reach];
  }

  /** Takes samples and gives back those that are ready. */
  float[] next(float[] samples, int count) {
    if (filled + count > input.length) {
      input = Arrays.copyOf(input, Math.max(2 * input.length, filled + count));
    }
    System.arraycopy(samples, 0, input, filled, count);
    filled += count;
    int ready = 0;
    while ((long) Math.floor((next + ready) * step) + reach < first + filled) {
      ready++;
    }
    float[] output = new float[ready];
    for (int i = 0; i < ready; i++, next++) {
      output[i] = at(next * step);
    }
    int used = (int) Math.min(filled, Math.max(0, (long) Math.floor(next * step) - reach - first));
    System.arraycopy(input, used, input, 0, filled - used);
    first += used;
    filled -= used;
    return output;
  }

  /** What is ready after as much silence as still counts. */
  float[] end() {
    return next(new float[2 * reach], 2 * reach);
  }

  private float at(double position) {
    long whole = (long) Math.floor(position);
    int phase = (int) Math.round((position - whole) * PHASES);
    int from = (int) (whole - reach + 1 - first);
    int weights = phase * 2 * reach;
    float sum = 0;
    for (int i = 0; i < 2 * reach; i++) {
      sum += kernel[weights + i] * input[from + i];
    }
    return sum;
  }
}
