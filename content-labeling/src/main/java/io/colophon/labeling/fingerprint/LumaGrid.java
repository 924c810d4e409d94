package io.colophon.labeling.fingerprint;

/**
 * The brightness of a picture, averaged to at most {@value #MOST} cells a side as its rows pass: a
 * picture of any size takes 2 MB. Not thread-safe.
 */
final class LumaGrid {
  static final int MOST = 512;

  private final int width;
  private final int height;
  private final int columns;
  private final int rows;
  private final float[] sums;
  private final int[] columnCounts;
  private final int[] rowCounts;

  LumaGrid(int width, int height) {
    this.width = width;
    this.height = height;
    this.columns = Math.min(width, MOST);
    this.rows = Math.min(height, MOST);
    this.sums = new float[columns * rows];
    this.columnCounts = new int[columns];
    this.rowCounts = new int[rows];
    for (int x = 0; x < width; x++) {
      columnCounts[column(x)]++;
    }
  }

  private int column(int x) {
    return columns == width ? x : (int) ((long) x * columns / width);
  }

  /** Takes row {@code y}, 0 to 255 each, from an array that holds it from {@code from} on. */
  void row(int y, float[] luma, int from) {
    int row = (int) ((long) y * rows / height);
    rowCounts[row]++;
    int start = row * columns;
    for (int x = 0; x < width; x++) {
      sums[start + column(x)] += luma[from + x];
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** Returns the mean of every cell, row by row, once all rows have passed. */
  float[] means() {
    float[] means = new float[sums.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int cell = row * columns + column;
        means[cell] = sums[cell] / ((float) rowCounts[row] * columnCounts[column]);
      }
    }
    return means;
  }
}
