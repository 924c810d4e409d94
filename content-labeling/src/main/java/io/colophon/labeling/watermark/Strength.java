package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * How much of the mark a place may bear without being seen (texture masking). Measured in squares
 * of a few cells: the deviation of brightness in a square and its eight neighbours, of which the
 * third smallest counts, so that an edge between two flat areas is not taken for texture.
 */
final class Strength {
  /** Gray levels that a flat area bears, root mean square. */
  private static final float FLAT = 1.25f;

  /** Gray levels more for each gray level of deviation. */
  private static final float SLOPE = 0.3f;

  private static final float MOST = 7;

  private final int width;
  private final int height;
  private final int square;
  private final int columns;
  private final int rows;
  private final float[] strengths;

  /**
   * @param pitch pixels per cell
   */
  Strength(LumaPlane plane, double pitch) {
    width = plane.width();
    height = plane.height();
    square = Math.max(4, (int) Math.round(4 * pitch));
    columns = (width + square - 1) / square;
    rows = (height + square - 1) / square;
    strengths = soften(deviations(plane.samples()));
  }

  private float[] deviations(float[] samples) {
    float[] deviations = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      double[] sums = new double[columns];
      double[] squares = new double[columns];
      int bottom = Math.min((row + 1) * square, height);
      for (int y = row * square; y < bottom; y++) {
        for (int column = 0, x = 0; column < columns; column++) {
          float sum = 0;
          float sumOfSquares = 0;
          int right = Math.min(x + square, width);
          for (; x < right; x++) {
            float sample = samples[y * width + x] - 128;
            sum += sample;
            sumOfSquares += sample * sample;
          }
          sums[column] += sum;
          squares[column] += sumOfSquares;
        }
      }
      for (int column = 0; column < columns; column++) {
        int count =
            (bottom - row * square) * (Math.min((column + 1) * square, width) - column * square);
        double mean = sums[column] / count;
        double variance = squares[column] / count - mean * mean;
        deviations[row * columns + column] = (float) Math.sqrt(Math.max(0, variance));
      }
    }
    return deviations;
  }

  private float[] soften(float[] deviations) {
    float[] strengths = new float[deviations.length];
    float[] around = new float[9];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int n = 0;
        for (int y = row - 1; y <= row + 1; y++) {
          for (int x = column - 1; x <= column + 1; x++) {
            int inRow = Math.min(Math.max(y, 0), rows - 1);
            int inColumn = Math.min(Math.max(x, 0), columns - 1);
            around[n++] = deviations[inRow * columns + inColumn];
          }
        }
        Arrays.sort(around);
        strengths[row * columns + column] = Math.min(MOST, FLAT + SLOPE * around[2]);
      }
    }
    return strengths;
  }

  /** Draws a row of strengths, in gray levels. */
  void row(int y, float[] row) {
    float down = (y + 0.5f) / square - 0.5f;
    int top = (int) Math.floor(down);
    float below = down - top;
    int upper = Math.max(top, 0) * columns;
    int lower = Math.min(top + 1, rows - 1) * columns;
    float step = 1f / square;
    for (int x = 0; x < width; x++) {
      float at = (x + 0.5f) * step + 0.5f;
      int next = (int) at;
      float right = at - next;
      int left = Math.max(next - 1, 0);
      int here = Math.min(next, columns - 1);
      float a =
          strengths[upper + left] + right * (strengths[upper + here] - strengths[upper + left]);
      float b =
          strengths[lower + left] + right * (strengths[lower + here] - strengths[lower + left]);
      row[x] = a + below * (b - a);
    }
  }
}
