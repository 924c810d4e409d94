package io.colophon.benchmarks.watermark;

import java.util.Arrays;

/**
 * How far a change of a sound stays below what the sound masks: a model of masking after Johnston
 * 1988 (critical bands of Zwicker, spreading of Schroeder, an offset between that of tones and of
 * noise by the flatness of the spectrum), and frames counted as in ITU-R BS.1387.
 *
 * @param segmental the mean of the signal to noise ratios of 20 ms each, those above silence, dB
 * @param ratio the mean over bands and frames of noise over mask, dB; below 0 is masked
 * @param disturbed the share of frames with a band 1.5 dB or more above its mask, 0 to 1
 */
record NoiseToMask(double segmental, double ratio, double disturbed) {
  private static final int[] EDGES = {
    0, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700,
    4400, 5300, 6400, 7700, 9500, 12000, 15500
  };

  /** Mean squares below this, of full scale, are silence. */
  private static final double SILENCE = 1e-7;

  private static final int BANDS = EDGES.length - 1;

  static NoiseToMask of(Sound plain, Sound marked) {
    float[] signal = mix(plain);
    float[] noise = mix(marked);
    for (int i = 0; i < noise.length; i++) {
      noise[i] -= signal[i];
    }
    int size = plain.rate() > 32000 ? 2048 : 1024;
    double sum = 0;
    int frames = 0;
    int disturbed = 0;
    for (int at = 0; at + size <= signal.length; at += size / 2) {
      if (power(signal, at, size) < SILENCE) {
        continue;
      }
      double[] mask = mask(PowerSpectrum.of(signal, at, size), plain.rate(), size);
      double[] heard = bands(PowerSpectrum.of(noise, at, size), plain.rate(), size);
      double most = 0;
      double mean = 0;
      int used = 0;
      for (int band = 0; band < BANDS && EDGES[band + 1] <= plain.rate() / 2; band++) {
        double ratio = heard[band] / mask[band];
        most = Math.max(most, ratio);
        mean += ratio;
        used++;
      }
      sum += mean / used;
      frames++;
      disturbed += 10 * Math.log10(most) > 1.5 ? 1 : 0;
    }
    return new NoiseToMask(
        segmental(signal, noise, plain.rate() / 50),
        10 * Math.log10(sum / frames),
        (double) disturbed / frames);
  }

  private static double[] mask(double[] spectrum, int rate, int size) {
    double[] energy = bands(spectrum, rate, size);
    double log = 0;
    double total = 0;
    for (double bin : spectrum) {
      log += Math.log(bin + 1e-12);
      total += bin;
    }
    double flatness = 10 * (log / spectrum.length - Math.log(total / spectrum.length + 1e-12));
    double tonal = Math.min(1, flatness / Math.log(10) / -60);
    double[] mask = new double[BANDS];
    for (int band = 0; band < BANDS; band++) {
      double spread = 0;
      double gain = 0;
      for (int from = 0; from < BANDS; from++) {
        double distance = band - from + 0.474;
        double decibels = 15.81 + 7.5 * distance - 17.5 * Math.sqrt(1 + distance * distance);
        double share = Math.pow(10, decibels / 10);
        spread += share * energy[from];
        gain += share;
      }
      double offset = tonal * (14.5 + band + 1) + (1 - tonal) * 5.5;
      mask[band] = spread / gain * Math.pow(10, -offset / 10) + 1e-9;
    }
    return mask;
  }

  private static double[] bands(double[] spectrum, int rate, int size) {
    double[] bands = new double[BANDS];
    for (int bin = 1; bin < spectrum.length; bin++) {
      int band = Arrays.binarySearch(EDGES, (int) ((long) bin * rate / size));
      band = band < 0 ? -band - 2 : band;
      if (band < BANDS) {
        bands[band] += spectrum[bin];
      }
    }
    return bands;
  }

  private static double segmental(float[] signal, float[] noise, int size) {
    double sum = 0;
    int count = 0;
    for (int at = 0; at + size <= signal.length; at += size) {
      double loud = power(signal, at, size);
      if (loud >= SILENCE) {
        sum += Math.min(60, 10 * Math.log10(loud / (power(noise, at, size) + 1e-15)));
        count++;
      }
    }
    return sum / count;
  }

  private static double power(float[] samples, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += samples[i] * samples[i];
    }
    return sum / count;
  }

  private static float[] mix(Sound sound) {
    float[] mix = new float[sound.samples().length / sound.channels()];
    for (int i = 0; i < mix.length; i++) {
      for (int c = 0; c < sound.channels(); c++) {
        mix[i] += sound.samples()[i * sound.channels() + c] / sound.channels();
      }
    }
    return mix;
  }
}
