package io.colophon.labeling.fingerprint;

import java.util.Arrays;

/**
 * Makes the code of a sound as it passes, after the published description of Chromaprint: spectra
 * of 0.37 s every 0.12 s, folded into the twelve tones of the scale between 28 and 3520 Hz,
 * smoothed over five spectra, scaled to length 1; sixteen filters over the last sixteen of them
 * give 32 bits. Bounded memory, not thread-safe.
 */
final class SoundCoder {
  private static final int TONES = 12;
  private static final double[] SMOOTHING = {0.25, 0.75, 1.0, 0.75, 0.25};
  private static final double LOWEST_HZ = 28;
  private static final double HIGHEST_HZ = 3520;
  private static final double C_OF_OCTAVE_0 = 440.0 / 16;
  private static final double SILENCE = 0.01;
  private static final int[] TONE_OF_BIN = tones();

  private final Resampler resampler;
  private final Spectrum spectrum = new Spectrum();
  private final float[] window = new float[Spectrum.SIZE];
  private int filled;

  /** The last spectra, folded; the newest last. */
  private final double[][] folded = new double[SMOOTHING.length][TONES];

  private int spectra;

  /** The last rows that the filters look at, the newest last; row and tone summed up before it. */
  private final double[][] rows = new double[SoundFilter.MOST_STEPS][TONES];

  private int smoothed;
  private final int[] words = new int[SoundCode.MAX_WORDS];
  private int count;

  /** Samples at the rate of the code that are passed over yet. */
  private int skip;

  /**
   * @param rate samples per second of what comes in
   * @param skip samples at the rate of {@link SoundCode} to pass over at the start
   */
  SoundCoder(int rate, int skip) {
    this.resampler = new Resampler(rate);
    this.skip = skip;
  }

  /** Whether more samples make a difference. */
  boolean wantsMore() {
    return count < SoundCode.MAX_WORDS;
  }

  /** Takes samples of one channel, full scale 1. */
  void next(float[] mono) {
    if (wantsMore()) {
      take(resampler.next(mono));
    }
  }

  /** Ends the sound. */
  SoundCode end() {
    take(resampler.end());
    return SoundCode.of(Arrays.copyOf(words, count));
  }

  private void take(float[] samples) {
    int start = Math.min(skip, samples.length);
    skip -= start;
    for (int from = start; from < samples.length && wantsMore(); ) {
      int more = Math.min(samples.length - from, window.length - filled);
      System.arraycopy(samples, from, window, filled, more);
      filled += more;
      from += more;
      if (filled == window.length) {
        spectrum.of(window);
        fold();
        System.arraycopy(
            window, SoundCode.STEP_SAMPLES, window, 0, window.length - SoundCode.STEP_SAMPLES);
        filled -= SoundCode.STEP_SAMPLES;
      }
    }
  }

  private void fold() {
    double[] tones = folded[0];
    System.arraycopy(folded, 1, folded, 0, folded.length - 1);
    folded[folded.length - 1] = tones;
    Arrays.fill(tones, 0);
    for (int bin = 0; bin < TONE_OF_BIN.length; bin++) {
      if (TONE_OF_BIN[bin] >= 0) {
        tones[TONE_OF_BIN[bin]] += spectrum.power(bin);
      }
    }
    if (++spectra >= SMOOTHING.length) {
      smooth();
    }
  }

  private void smooth() {
    double[] row = rows[0];
    System.arraycopy(rows, 1, rows, 0, rows.length - 1);
    rows[rows.length - 1] = row;
    double square = 0;
    for (int tone = 0; tone < TONES; tone++) {
      double sum = 0;
      for (int i = 0; i < SMOOTHING.length; i++) {
        sum += SMOOTHING[i] * folded[i][tone];
      }
      row[tone] = sum;
      square += sum * sum;
    }
    double length = Math.sqrt(square);
    for (int tone = 0; tone < TONES; tone++) {
      row[tone] = length < SILENCE ? 0 : row[tone] / length;
    }
    if (++smoothed >= rows.length) {
      words[count++] = word();
    }
  }

  private int word() {
    int word = 0;
    for (SoundFilter filter : SoundFilter.ALL) {
      word = word << 2 | filter.bits(this::sum);
    }
    return word;
  }

  private double sum(int fromStep, int fromTone, int steps, int tones) {
    double sum = 0;
    for (int step = fromStep; step < fromStep + steps; step++) {
      for (int tone = fromTone; tone < fromTone + tones; tone++) {
        sum += rows[step][tone];
      }
    }
    return sum;
  }

  private static int[] tones() {
    int[] tones = new int[Spectrum.SIZE / 2];
    double width = (double) SoundCode.RATE / Spectrum.SIZE;
    long lowest = Math.max(1, Math.round(LOWEST_HZ / width));
    long highest = Math.round(HIGHEST_HZ / width);
    for (int bin = 0; bin < tones.length; bin++) {
      double octaves = Math.log(bin * width / C_OF_OCTAVE_0) / Math.log(2);
      tones[bin] =
          bin < lowest || bin >= highest ? -1 : (int) (TONES * (octaves - Math.floor(octaves)));
    }
    return tones;
  }
}
