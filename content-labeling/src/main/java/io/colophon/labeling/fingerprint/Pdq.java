package io.colophon.labeling.fingerprint;

import java.util.Arrays;

/**
 * The PDQ algorithm of Meta's paper "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing
 * Algorithm" (2019), chapter on PDQ: brightness, blurred by two passes of a box filter and sampled
 * at 64 by 64 places; of its cosine transform the frequencies 1 to 16 of both directions; one bit
 * for each, whether it lies above the median of the 256.
 */
final class Pdq {
  private static final int SIDE = 64;
  private static final int KEPT = 16;
  private static final int PASSES = 2;
  private static final int SMALLEST = 5;

  /** Scale of the paper's quality: sum of visible steps over this is the figure. */
  private static final int STEPS_PER_QUALITY = 90;

  private static final float[][] COSINES = cosines();

  private Pdq() {}

  static PictureCode of(LumaGrid grid, long atMillis) {
    if (grid.columns() < SMALLEST || grid.rows() < SMALLEST) {
      return new PictureCode(new PictureHash(0, 0, 0, 0), 0, atMillis);
    }
    float[] small = sampled(grid.means(), grid.columns(), grid.rows());
    return new PictureCode(bits(transformed(small)), quality(small), atMillis);
  }

  private static float[] sampled(float[] luma, int width, int height) {
    if (width == SIDE && height == SIDE) {
      return luma;
    }
    float[] blurred = luma;
    for (int pass = 0; pass < PASSES; pass++) {
      float[] along = new float[luma.length];
      for (int y = 0; y < height; y++) {
        box(blurred, along, y * width, width, 1);
      }
      float[] across = new float[luma.length];
      for (int x = 0; x < width; x++) {
        box(along, across, x, height, width);
      }
      blurred = across;
    }
    float[] small = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      int y = (int) ((row + 0.5) * height / SIDE);
      for (int column = 0; column < SIDE; column++) {
        int x = (int) ((column + 0.5) * width / SIDE);
        small[row * SIDE + column] = blurred[y * width + x];
      }
    }
    return small;
  }

  /**
   * The mean of each place's neighbours along one line. The window is half of what one of the 64
   * samples stands for, rounded up, since there are two passes; at the ends it is cut off.
   */
  private static void box(float[] in, float[] out, int from, int length, int stride) {
    int window = Math.min(length, (length + 2 * SIDE - 1) / (2 * SIDE));
    int ahead = window / 2;
    int behind = window - 1 - ahead;
    float sum = 0;
    for (int i = 0; i < ahead; i++) {
      sum += in[from + i * stride];
    }
    for (int i = 0; i < length; i++) {
      if (i + ahead < length) {
        sum += in[from + (i + ahead) * stride];
      }
      if (i - behind - 1 >= 0) {
        sum -= in[from + (i - behind - 1) * stride];
      }
      int count = Math.min(length - 1, i + ahead) - Math.max(0, i - behind) + 1;
      out[from + i * stride] = sum / count;
    }
  }

  /** How many visible steps there are between neighbours, of at least 1/100 of the range. */
  private static int quality(float[] small) {
    int steps = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        float here = small[row * SIDE + column];
        if (row + 1 < SIDE) {
          steps += step(here, small[(row + 1) * SIDE + column]);
        }
        if (column + 1 < SIDE) {
          steps += step(here, small[row * SIDE + column + 1]);
        }
      }
    }
    return Math.min(100, steps / STEPS_PER_QUALITY);
  }

  private static int step(float a, float b) {
    return Math.abs((int) ((a - b) * 100 / 255));
  }

  private static float[] transformed(float[] small) {
    float[] half = new float[KEPT * SIDE];
    for (int i = 0; i < KEPT; i++) {
      for (int column = 0; column < SIDE; column++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += COSINES[i][k] * small[k * SIDE + column];
        }
        half[i * SIDE + column] = sum;
      }
    }
    float[] kept = new float[KEPT * KEPT];
    for (int i = 0; i < KEPT; i++) {
      for (int j = 0; j < KEPT; j++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += half[i * SIDE + k] * COSINES[j][k];
        }
        kept[i * KEPT + j] = sum;
      }
    }
    return kept;
  }

  /** The hexadecimal form begins with the highest frequency. */
  private static PictureHash bits(float[] kept) {
    float[] sorted = kept.clone();
    Arrays.sort(sorted);
    float median = sorted[sorted.length / 2 - 1];
    long[] words = new long[4];
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] > median) {
        words[3 - i / Long.SIZE] |= 1L << i % Long.SIZE;
      }
    }
    return new PictureHash(words[0], words[1], words[2], words[3]);
  }

  private static float[][] cosines() {
    float[][] cosines = new float[KEPT][SIDE];
    double scale = Math.sqrt(2.0 / SIDE);
    for (int i = 0; i < KEPT; i++) {
      for (int k = 0; k < SIDE; k++) {
        cosines[i][k] = (float) (scale * Math.cos(Math.PI / (2 * SIDE) * (i + 1) * (2 * k + 1)));
      }
    }
    return cosines;
  }
}
