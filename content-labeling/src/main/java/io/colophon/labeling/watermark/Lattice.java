package io.colophon.labeling.watermark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The pattern of the picture mark: a square tile of {@link #TILE} cells that repeats without end,
 * made of waves whose frequencies stand on a lattice. Some waves are pilots with known phases, the
 * others carry the bits of the code, one in the cosine and one in the sine.
 */
final class Lattice {
  /** Cells from one tile to the next. */
  static final int TILE = 64;

  /** The band of the waves, cycles per cell. */
  static final double LOW = 0.06;

  static final double HIGH = 0.235;

  static final int PILOTS = 48;

  static final int RINGS = 5;

  /** The waves, pilots first. */
  static final List<Wave> WAVES = waves();

  /** For each wave the code bits of its cosine and its sine; -1 for a pilot. */
  private static final int[] BITS = new int[2 * WAVES.size()];

  private static final boolean[] SIGNS = new boolean[2 * WAVES.size()];

  static {
    SplittableRandom key = new SplittableRandom(0x436f6c6f70686f6eL);
    int[] order = new int[PolarCode.LENGTH];
    int left = 0;
    for (int i = 0; i < BITS.length; i++) {
      SIGNS[i] = key.nextBoolean();
      if (i < 2 * PILOTS) {
        BITS[i] = -1;
        continue;
      }
      if (left == 0) {
        left = order.length;
        shuffle(order, key);
      }
      BITS[i] = order[--left];
    }
  }

  private Lattice() {}

  /**
   * One wave.
   *
   * @param x cycles per tile to the right, may be negative
   * @param y cycles per tile downwards, above 0
   */
  record Wave(int x, int y) {
    /** Cycles per cell. */
    double frequency() {
      return Math.hypot(x, y) / TILE;
    }
  }

  /** The code bit of a part (0 cosine, 1 sine) of a wave, or -1 for a pilot. */
  static int bit(int wave, int part) {
    return BITS[2 * wave + part];
  }

  /** The sign under which a part of a wave stands for a 0, or in which a pilot is sent. */
  static int sign(int wave, int part) {
    return SIGNS[2 * wave + part] ? -1 : 1;
  }

  /** The amplitudes of all parts for a code word, 1 or -1, cosine and sine in turn. */
  static float[] amplitudes(boolean[] word) {
    float[] amplitudes = new float[2 * WAVES.size()];
    for (int i = 0; i < amplitudes.length; i++) {
      boolean flip = BITS[i] >= 0 && word[BITS[i]];
      amplitudes[i] = SIGNS[i] != flip ? -1 : 1;
    }
    return amplitudes;
  }

  /** Which of {@link #RINGS} bands of like frequency a wave is in. */
  static int ring(int wave) {
    double place = (WAVES.get(wave).frequency() - LOW) / (HIGH - LOW);
    return Math.min(RINGS - 1, (int) (place * RINGS));
  }

  private static List<Wave> waves() {
    List<Wave> waves = new ArrayList<>();
    for (int y = 1; y < TILE / 2; y++) {
      for (int x = -TILE / 2 + 1; x < TILE / 2; x++) {
        Wave wave = new Wave(x, y);
        if (x != 0 && wave.frequency() >= LOW && wave.frequency() <= HIGH) {
          waves.add(wave);
        }
      }
    }
    SplittableRandom key = new SplittableRandom(0x74696c65L);
    for (int i = waves.size() - 1; i > 0; i--) {
      int j = key.nextInt(i + 1);
      Wave wave = waves.get(i);
      waves.set(i, waves.get(j));
      waves.set(j, wave);
    }
    return List.copyOf(waves);
  }

  private static void shuffle(int[] order, SplittableRandom key) {
    for (int i = 0; i < order.length; i++) {
      int j = key.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
