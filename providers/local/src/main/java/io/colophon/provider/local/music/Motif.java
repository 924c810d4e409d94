package io.colophon.provider.local.music;

import java.util.random.RandomGenerator;

/**
 * The idea of one bar that a melody is made of.
 *
 * @param rhythm note lengths in eighths, together one bar
 * @param steps how far each note lies from the one before, in steps of the scale; the first is 0
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, shared and never changed
record Motif(int[] rhythm, int[] steps) {
  private static final int[][][] FOUR_BEATS = {
    {{4, 4}, {4, 2, 2}, {6, 2}, {2, 2, 4}, {3, 1, 4}},
    {{2, 2, 2, 2}, {3, 1, 2, 2}, {2, 1, 1, 4}, {2, 2, 1, 1, 2}, {3, 1, 4}, {1, 1, 2, 4}},
    {{1, 1, 2, 1, 1, 2}, {2, 1, 1, 2, 1, 1}, {1, 1, 1, 1, 2, 2}, {3, 1, 1, 1, 2}, {2, 2, 1, 1, 2}},
  };
  private static final int[][][] THREE_BEATS = {
    {{4, 2}, {6}, {3, 3}, {2, 4}},
    {{2, 2, 2}, {3, 1, 2}, {4, 1, 1}, {2, 1, 1, 2}},
    {{1, 1, 2, 2}, {2, 1, 1, 2}, {1, 1, 1, 1, 2}, {2, 2, 1, 1}},
  };

  /** Mostly steps, now and then a leap: what singers find easy. */
  private static final int[] STEPS = {-1, 1, -1, 1, -1, 1, 2, -2, 3, -3, 0};

  static Motif invent(int beatsPerBar, int density, RandomGenerator random) {
    int[][] rhythms = (beatsPerBar == 3 ? THREE_BEATS : FOUR_BEATS)[density];
    int[] rhythm = rhythms[random.nextInt(rhythms.length)];
    int[] steps = new int[rhythm.length];
    int leaps = 0;
    for (int i = 1; i < steps.length; i++) {
      int step = STEPS[random.nextInt(STEPS.length)];
      // After a leap the line turns back by a step.
      if (Math.abs(steps[i - 1]) > 1) {
        step = -Integer.signum(steps[i - 1]);
      } else if (Math.abs(step) > 1 && leaps++ > 0) {
        step = Integer.signum(step);
      }
      steps[i] = step;
    }
    return new Motif(rhythm, steps);
  }

  /** The same rhythm with the line upside down. */
  Motif inverted() {
    int[] mirrored = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      mirrored[i] = -steps[i];
    }
    return new Motif(rhythm, mirrored);
  }
}
