package io.colophon.labeling.audio;

import io.colophon.labeling.ExplicitLabel;

/**
 * The rhythm label of GB 45438-2025 clause 5.3: short long, short short, which is AI in Morse code.
 * It stands alone at the start: a moment of silence, the cue, a pause, then the programme. The
 * standard fixes neither unit nor pitch; ours are a unit of {@value #UNIT_MILLIS} ms, with three
 * units between the letters so that they are not heard as one, and {@value #PITCH_HZ} Hz.
 */
final class MorseCue {
  static final int UNIT_MILLIS = 100;
  static final int PITCH_HZ = 800;

  /** Silence before the cue, which also survives the start-up of coders. */
  static final int LEAD_MILLIS = 200;

  /** Silence between cue and programme; a listener hears that the cue has ended. */
  static final int PAUSE_MILLIS = 600;

  /** Lengths in units, sound and silence by turns. */
  static final int[] PATTERN = {1, 1, 3, 3, 1, 1, 1};

  static final int CUE_MILLIS = 11 * UNIT_MILLIS;
  static final int TOTAL_MILLIS = LEAD_MILLIS + CUE_MILLIS + PAUSE_MILLIS;

  private static final double EDGE_SECONDS = 0.006;
  private static final double QUIETEST = 0.08;
  private static final double LOUDEST = 0.5;
  private static final double FOR_SILENCE = 0.2;

  private MorseCue() {}

  /**
   * Peak of the tone for a programme of this loudness: a tone as loud as the programme, within
   * limits.
   *
   * @param rms of the programme, 0 to 1; 0 means silence
   */
  static float level(double rms) {
    return (float)
        (rms <= 0 ? FOR_SILENCE : Math.min(LOUDEST, Math.max(QUIETEST, rms * Math.sqrt(2))));
  }

  /** Root mean square of samples between -1 and 1; 0 when there are none. */
  static double rms(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return samples.length == 0 ? 0 : Math.sqrt(sum / samples.length);
  }

  /** Silence, cue and pause as samples of one channel. */
  static float[] samples(int rate, float level) {
    float[] samples = new float[frames(rate, TOTAL_MILLIS)];
    play(samples, frames(rate, LEAD_MILLIS), rate, level);
    return samples;
  }

  /** Writes the tones into silence. */
  static void play(float[] samples, int at, int rate, float level) {
    int units = 0;
    for (int i = 0; i < PATTERN.length; i++) {
      if (i % 2 == 0) {
        int from = at + frames(rate, units * UNIT_MILLIS);
        int to = at + frames(rate, (units + PATTERN[i]) * UNIT_MILLIS);
        tone(samples, from, to, rate, level);
      }
      units += PATTERN[i];
    }
  }

  static ExplicitLabel label() {
    return ExplicitLabel.morse(LEAD_MILLIS, CUE_MILLIS);
  }

  static int frames(int rate, int millis) {
    return (int) ((long) rate * millis / 1000);
  }

  /** A sine whose start and end are raised cosines, so that it does not click. */
  private static void tone(float[] samples, int from, int to, int rate, float level) {
    double edge = EDGE_SECONDS * rate;
    for (int i = from; i < to; i++) {
      double near = Math.min(i - from, to - 1 - i);
      double gain = near >= edge ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * near / edge);
      samples[i] = (float) (level * gain * Math.sin(2 * Math.PI * PITCH_HZ * (i - from) / rate));
    }
  }
}
