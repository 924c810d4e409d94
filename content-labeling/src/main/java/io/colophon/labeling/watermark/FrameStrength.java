package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * How much of the mark the places of a frame may bear, as {@link Strength} but in squares of 8
 * samples, in whole numbers, and steady from frame to frame: a place falls at once and rises
 * slowly, so that nothing flickers and nothing is left over after a cut.
 */
final class FrameStrength {
  static final int SQUARE = 8;

  /** Strengths are told in parts of a gray level. */
  static final int UNIT = 64;

  private static final float FLAT = 1.1f;
  private static final float SLOPE = 0.3f;
  private static final float MOST = 7;
  private static final float RISE = 0.2f;

  /** The mean square that a frame bears at most, gray levels: a PSNR of 42.3 dB. */
  private static final double LOUDEST = 255 * 255 / Math.pow(10, 4.23);

  final int columns;
  final int rows;

  private final int[] sums;
  private final int[] squares;
  private final float[] deviations;
  private final float[] strengths;
  private final int[] units;
  private boolean started;

  FrameStrength(int width, int height) {
    columns = (width + SQUARE - 1) / SQUARE;
    rows = (height + SQUARE - 1) / SQUARE;
    sums = new int[columns];
    squares = new int[columns];
    deviations = new float[columns * rows];
    strengths = new float[columns * rows];
    units = new int[columns * rows];
  }

  /** Measures one row of squares of a frame. */
  void measure(int row, byte[] samples, int from, int stride, int width, int lines) {
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
    // Every other line tells enough.
    for (int y = 0; y < lines; y += 2) {
      int line = from + y * stride;
      for (int column = 0, x = 0; column < columns; column++) {
        int sum = 0;
        int square = 0;
        for (int right = Math.min(x + SQUARE, width); x < right; x++) {
          int sample = samples[line + x] & 0xff;
          sum += sample;
          square += sample * sample;
        }
        sums[column] += sum;
        squares[column] += square;
      }
    }
    for (int column = 0; column < columns; column++) {
      float count = (lines + 1) / 2 * Math.min(SQUARE, width - column * SQUARE);
      float mean = sums[column] / count;
      float variance = squares[column] / count - mean * mean;
      deviations[row * columns + column] = (float) Math.sqrt(Math.max(0, variance));
    }
  }

  /** Ends a frame: its strengths, {@link #UNIT} a gray level, row by row of squares. */
  int[] units() {
    double energy = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float now = Math.min(MOST, FLAT + SLOPE * thirdSmallest(row, column));
        int at = row * columns + column;
        float before = started ? strengths[at] : now;
        strengths[at] = now < before ? now : before + RISE * (now - before);
        energy += strengths[at] * strengths[at];
      }
    }
    started = true;
    double gain = Math.min(1, Math.sqrt(LOUDEST * units.length / energy));
    for (int i = 0; i < units.length; i++) {
      units[i] = (int) Math.round(strengths[i] * gain * UNIT);
    }
    return units;
  }

  /** Of the deviations of a square and its neighbours. */
  private float thirdSmallest(int row, int column) {
    float first = Float.MAX_VALUE;
    float second = Float.MAX_VALUE;
    float third = Float.MAX_VALUE;
    for (int y = row - 1; y <= row + 1; y++) {
      int inRow = Math.min(Math.max(y, 0), rows - 1) * columns;
      for (int x = column - 1; x <= column + 1; x++) {
        float here = deviations[inRow + Math.min(Math.max(x, 0), columns - 1)];
        third = Math.min(third, Math.max(second, here));
        second = Math.min(second, Math.max(first, here));
        first = Math.min(first, here);
      }
    }
    return third;
  }
}
