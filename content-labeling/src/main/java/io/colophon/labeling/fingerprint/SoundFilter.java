package io.colophon.labeling.fingerprint;

import java.util.List;

/**
 * One of the sixteen filters that make two bits each of a sound's word: how the energy in parts of
 * a window of time and tone compares, in four steps. Shapes, windows and thresholds are those that
 * Chromaprint (Lukas Lalinsky, MIT licence) was trained to, its algorithm 2; they are figures, and
 * sharing them lets its tools read our codes.
 *
 * @param shape which parts are compared
 * @param tone the lowest of the twelve tones
 * @param tones how many
 * @param steps how many steps of time
 * @param low below it the bits are 00
 * @param middle below it 01
 * @param high below it 11, else 10
 */
record SoundFilter(
    Shape shape, int tone, int tones, int steps, double low, double middle, double high) {

  /** What is compared with what. */
  enum Shape {
    /** The whole window with nothing. */
    WHOLE,
    /** Upper tones with lower. */
    TONES,
    /** Later with earlier. */
    TIMES,
    /** Two opposite quarters with the other two. */
    QUARTERS,
    /** Tones in the middle with those above and below. */
    MIDDLE_TONES,
    /** The middle of the time with what is before and after. */
    MIDDLE_TIMES
  }

  /** The widest window, in steps. */
  static final int MOST_STEPS = 16;

  static final List<SoundFilter> ALL =
      List.of(
          new SoundFilter(Shape.WHOLE, 4, 3, 15, 1.98215, 2.35817, 2.63523),
          new SoundFilter(Shape.MIDDLE_TONES, 4, 6, 15, -1.03809, -0.651211, -0.282167),
          new SoundFilter(Shape.TONES, 0, 4, 16, -0.298702, 0.119262, 0.558497),
          new SoundFilter(Shape.QUARTERS, 8, 2, 12, -0.105439, 0.0153946, 0.135898),
          new SoundFilter(Shape.QUARTERS, 4, 4, 8, -0.142891, 0.0258736, 0.200632),
          new SoundFilter(Shape.MIDDLE_TONES, 0, 3, 5, -0.826319, -0.590612, -0.368214),
          new SoundFilter(Shape.TONES, 2, 2, 9, -0.557409, -0.233035, 0.0534525),
          new SoundFilter(Shape.TIMES, 7, 3, 4, -0.0646826, 0.00620476, 0.0784847),
          new SoundFilter(Shape.TIMES, 6, 2, 16, -0.192387, -0.029699, 0.215855),
          new SoundFilter(Shape.TIMES, 1, 3, 2, -0.0397818, -0.00568076, 0.0292026),
          new SoundFilter(Shape.MIDDLE_TIMES, 10, 1, 15, -0.53823, -0.369934, -0.190235),
          new SoundFilter(Shape.QUARTERS, 6, 2, 10, -0.124877, 0.0296483, 0.139239),
          new SoundFilter(Shape.TIMES, 1, 1, 14, -0.101475, 0.0225617, 0.231971),
          new SoundFilter(Shape.QUARTERS, 5, 6, 4, -0.0799915, -0.00729616, 0.063262),
          new SoundFilter(Shape.TONES, 9, 2, 12, -0.272556, 0.019424, 0.302559),
          new SoundFilter(Shape.QUARTERS, 4, 2, 14, -0.164292, -0.0321188, 0.0846339));

  /** Sums over rectangles of time and tone. */
  interface Sums {
    double of(int fromStep, int fromTone, int steps, int tones);
  }

  /** Returns the two bits, in Gray code. */
  int bits(Sums sums) {
    double value = compared(sums);
    if (value < middle) {
      return value < low ? 0 : 1;
    }
    return value < high ? 3 : 2;
  }

  private double compared(Sums sums) {
    int halfTones = tones / 2;
    int halfSteps = steps / 2;
    int thirdTones = tones / 3;
    int thirdSteps = steps / 3;
    double all = sums.of(0, tone, steps, tones);
    double part =
        switch (shape) {
          case WHOLE -> all;
          case TONES -> sums.of(0, tone + halfTones, steps, tones - halfTones);
          case TIMES -> sums.of(halfSteps, tone, steps - halfSteps, tones);
          case QUARTERS ->
              sums.of(0, tone + halfTones, halfSteps, tones - halfTones)
                  + sums.of(halfSteps, tone, steps - halfSteps, halfTones);
          case MIDDLE_TONES -> sums.of(0, tone + thirdTones, steps, thirdTones);
          case MIDDLE_TIMES -> sums.of(thirdSteps, tone, thirdSteps, tones);
        };
    return Math.log((1 + part) / (1 + all - part));
  }
}
