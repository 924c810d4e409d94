package io.colophon.labeling.fingerprint;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Brings one channel to the rate of {@link SoundCode}, by a sinc filter under a Blackman window, in
 * bounded memory. Not thread-safe.
 */
final class Resampler {
  private static final int ZERO_CROSSINGS = 12;
  private static final int MOST_PHASES = 1024;

  /** Where the pass band ends, as a part of what the slower of both rates can hold. */
  private static final double PASS = 0.92;

  private final int rate;
  private final int half;
  private final float[][] kernels;
  private float[] held = new float[1 << 14];
  private int count;

  /** Index in the input of the first sample held. */
  private long first;

  /** Samples put out so far. */
  private long done;

  Resampler(int rate) {
    this.rate = rate;
    double slower = Math.min(1, (double) SoundCode.RATE / rate) * PASS;
    this.half = (int) Math.ceil(ZERO_CROSSINGS / slower);
    int gcd = BigInteger.valueOf(rate).gcd(BigInteger.valueOf(SoundCode.RATE)).intValue();
    this.kernels = new float[Math.min(SoundCode.RATE / gcd, MOST_PHASES)][];
    for (int phase = 0; phase < kernels.length; phase++) {
      kernels[phase] = kernel(slower, (double) phase / kernels.length);
    }
    this.count = half; // silence before the first sample
    this.first = -half;
  }

  private float[] kernel(double slower, double fraction) {
    float[] kernel = new float[2 * half + 1];
    double sum = 0;
    double[] exact = new double[kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      double x = i - half - fraction;
      double angle = Math.PI * x * slower;
      double sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
      double place = Math.min(1, Math.abs(x) / (half + 1));
      double window = 0.42 + 0.5 * Math.cos(Math.PI * place) + 0.08 * Math.cos(2 * Math.PI * place);
      exact[i] = sinc * window;
      sum += exact[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (exact[i] / sum);
    }
    return kernel;
  }

  /** Takes samples; returns those that are ready. */
  float[] next(float[] mono) {
    if (rate == SoundCode.RATE) {
      return mono;
    }
    hold(mono);
    float[] out = new float[(int) ((long) count * SoundCode.RATE / rate) + 2];
    int made = 0;
    while (true) {
      long scaled = done * rate;
      long centre = scaled / SoundCode.RATE;
      if (centre + half >= first + count) {
        break;
      }
      long part = scaled % SoundCode.RATE;
      float[] kernel = kernels[(int) (part * kernels.length / SoundCode.RATE)];
      int from = (int) (centre - half - first);
      float sum = 0;
      for (int i = 0; i < kernel.length; i++) {
        sum += kernel[i] * held[from + i];
      }
      out[made++] = sum;
      done++;
    }
    drop(done * rate / SoundCode.RATE - half);
    return Arrays.copyOf(out, made);
  }

  /** Returns the rest. */
  float[] end() {
    return rate == SoundCode.RATE ? new float[0] : next(new float[half]);
  }

  private void hold(float[] mono) {
    if (count + mono.length > held.length) {
      held = Arrays.copyOf(held, Math.max(held.length * 2, count + mono.length));
    }
    System.arraycopy(mono, 0, held, count, mono.length);
    count += mono.length;
  }

  private void drop(long upTo) {
    int gone = (int) Math.max(0, Math.min(count, upTo - first));
    System.arraycopy(held, gone, held, 0, count - gone);
    count -= gone;
    first += gone;
  }
}
