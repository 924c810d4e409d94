package io.colophon.labeling.watermark;

import java.util.SplittableRandom;

/**
 * The pattern of the sound mark: a block of slots in time and bands of frequency, in which each
 * cell is made a little louder or softer. Some cells of each slot have known signs, the others
 * carry the bits of the code. Blocks follow each other without end.
 */
final class SoundPattern {
  /** Samples per second at which the mark lives. */
  static final int RATE = 16000;

  /** Samples of a frame and of its Fourier transform; frames overlap by half. */
  static final int FRAME = 512;

  static final int HOP = FRAME / 2;

  /** Frames of a slot. */
  static final int FRAMES = 2;

  /** Samples of a slot: 32 ms. */
  static final int SLOT = FRAMES * HOP;

  /** Slots of a block: 5.12 s. */
  static final int SLOTS = 160;

  /** Bands of two bins of 31.25 Hz: 406 to 5900 Hz. */
  static final int BANDS = 88;

  static final int BINS = 2;
  static final int LOWEST = 13;

  /** Cells of a slot with known signs. */
  static final int KNOWN = 11;

  private static final short[] BIT = new short[SLOTS * BANDS];
  private static final boolean[] SIGN = new boolean[SLOTS * BANDS];

  static {
    SplittableRandom key = new SplittableRandom(0x736f756e64L);
    int[] bands = new int[BANDS];
    int[] order = new int[PolarCode.LENGTH];
    int left = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      shuffle(bands, key);
      for (int i = 0; i < BANDS; i++) {
        int cell = slot * BANDS + bands[i];
        SIGN[cell] = key.nextBoolean();
        if (i < KNOWN) {
          BIT[cell] = -1;
          continue;
        }
        if (left == 0) {
          shuffle(order, key);
          left = order.length;
        }
        BIT[cell] = (short) order[--left];
      }
    }
  }

  private SoundPattern() {}

  /** The code bit of a cell, or -1 if its sign is known. */
  static int bit(int slot, int band) {
    return BIT[slot * BANDS + band];
  }

  /** The sign of a cell if it is known or stands for a 0: 1 is louder. */
  static int sign(int slot, int band) {
    return SIGN[slot * BANDS + band] ? -1 : 1;
  }

  private static void shuffle(int[] order, SplittableRandom key) {
    for (int i = 0; i < order.length; i++) {
      int j = key.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }
}
