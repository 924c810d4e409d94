package io.colophon.provider.local.music;

import java.util.Random;

/**
 * One note as a sum of harmonics, each a rotating phasor so that no sine is computed per sample, or
 * as noise for a drum. Used by one thread.
 */
final class AdditiveVoice {
  private static final double[] STRENGTHS = {1, 0.5, 0.3, 0.2, 0.12, 0.07};
  private static final int RATE = Synth.SAMPLE_RATE;
  private static final int ATTACK = RATE / 100;
  private static final int RELEASE = RATE / 8;
  private static final double FASTEST_DECAY = 14;

  private final long start;
  private final long release;
  private final double amplitude;
  private final double left;
  private final double right;
  private final double decayPerFrame;
  private final double[] turnCos;
  private final double[] turnSin;
  private final double[] cos;
  private final double[] sin;
  private final Random noise;
  private final double noiseShare;
  private double decay = 1;

  private AdditiveVoice(
      Part part,
      Note note,
      long start,
      long release,
      double hertz,
      double decayPerSecond,
      double noiseShare) {
    this.start = start;
    this.release = release;
    this.amplitude = 0.2 * part.volume() / 127 * Math.pow(note.velocity() / 127.0, 1.6);
    this.left = Math.cos(part.pan() / 127.0 * Math.PI / 2);
    this.right = Math.sin(part.pan() / 127.0 * Math.PI / 2);
    this.decayPerFrame = Math.exp(-decayPerSecond / RATE);
    this.noiseShare = noiseShare;
    this.noise = new Random(note.pitch() * 31L + start);
    int harmonics = 0;
    while (harmonics < STRENGTHS.length && hertz * (harmonics + 1) < RATE * 0.4) {
      harmonics++;
    }
    turnCos = new double[harmonics];
    turnSin = new double[harmonics];
    cos = new double[harmonics];
    sin = new double[harmonics];
    for (int i = 0; i < harmonics; i++) {
      double turn = 2 * Math.PI * hertz * (i + 1) / RATE;
      turnCos[i] = Math.cos(turn);
      turnSin[i] = Math.sin(turn);
      cos[i] = STRENGTHS[i];
    }
  }

  /** A note of a part, in frames of the stretch that is played. */
  static AdditiveVoice of(Part part, Note note, long start, long end) {
    if (part.channel() == Part.DRUM_CHANNEL) {
      boolean deep = note.pitch() == 36 || note.pitch() == 41;
      return new AdditiveVoice(
          part, note, start, start + RATE / 5, deep ? 55 : 180, FASTEST_DECAY, deep ? 0.1 : 0.8);
    }
    double hertz = 440 * Math.pow(2, (note.pitch() - 69) / 12.0);
    return new AdditiveVoice(part, note, start, end, hertz, part.sustained() ? 0.3 : 2.2, 0);
  }

  /** The frame in which it begins. */
  long start() {
    return start;
  }

  /** The frame in which it has died away. */
  long end() {
    return release + RELEASE;
  }

  /** Adds its part of a block, and says how many operations that took. */
  long addTo(float[] block, long blockStart, int frames) {
    int first = (int) Math.max(0, start - blockStart);
    int last = (int) Math.min(frames, end() - blockStart);
    for (int i = first; i < last; i++) {
      double value = noiseShare == 0 ? 0 : noiseShare * (noise.nextDouble() * 2 - 1);
      for (int h = 0; h < cos.length; h++) {
        double turned = cos[h] * turnCos[h] - sin[h] * turnSin[h];
        sin[h] = cos[h] * turnSin[h] + sin[h] * turnCos[h];
        cos[h] = turned;
        value += sin[h];
      }
      decay *= decayPerFrame;
      double level = value * decay * amplitude * envelope(blockStart + i);
      block[2 * i] += (float) (level * left);
      block[2 * i + 1] += (float) (level * right);
    }
    return Math.max(0, last - first) * (cos.length * 7L + 11);
  }

  private double envelope(long frame) {
    double attack = Math.min(1, (frame - start + 1) / (double) ATTACK);
    double fall = frame < release ? 1 : 1 - (frame - release) / (double) RELEASE;
    return attack * Math.max(0, fall);
  }
}
