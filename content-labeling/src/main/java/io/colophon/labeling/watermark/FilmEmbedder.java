package io.colophon.labeling.watermark;

import java.nio.ByteBuffer;

/** Adds one pattern to every frame, as strong as each place bears. */
final class FilmEmbedder implements FilmWatermark.Embedder {
  /** The pattern is kept in parts of its deviation. */
  private static final int UNIT = 32;

  private static final int SQUARE = FrameStrength.SQUARE;

  /** Divides a strength, eight steps between squares each way, and a pattern. */
  private static final int SHIFT = 6 + 5 + 3 + 3;

  private final int width;
  private final int height;
  private final int black;
  private final int white;
  private final byte[] pattern;
  private final byte[] samples;
  private final FrameStrength strength;

  FilmEmbedder(int width, int height, boolean fullRange, long payload) {
    this.width = width;
    this.height = height;
    black = fullRange ? 0 : 16;
    white = fullRange ? 255 : 235;
    samples = new byte[width * height];
    strength = new FrameStrength(width, height);
    pattern = new byte[width * height];
    boolean[] word = MarkCode.encode(payload, PictureDetector.SCHEME);
    Tile tile = new Tile(Lattice.amplitudes(word));
    double pitch = PictureEmbedder.pitch(width, height);
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      tile.row(y / pitch, pitch, row);
      for (int x = 0; x < width; x++) {
        long level = Math.round(row[x] * UNIT);
        pattern[y * width + x] = (byte) Math.min(127, Math.max(-127, level));
      }
    }
  }

  @Override
  public void mark(ByteBuffer luma, int stride) {
    for (int y = 0; y < height; y++) {
      luma.get(y * stride, samples, y * width, width);
    }
    for (int row = 0; row < strength.rows; row++) {
      int lines = Math.min(SQUARE, height - row * SQUARE);
      strength.measure(row, samples, row * SQUARE * width, width, width, lines);
    }
    int[] units = strength.units();
    int[] line = new int[strength.columns + 1];
    for (int y = 0; y < height; y++) {
      between(units, y, line);
      row(y, line);
      luma.put(y * stride, samples, y * width, width);
    }
  }

  /** The strengths at the left edges of the squares, at the height of a row, times 8. */
  private void between(int[] units, int y, int[] line) {
    int columns = strength.columns;
    int half = y + SQUARE / 2;
    int upper = Math.max(half / SQUARE - 1, 0) * columns;
    int lower = Math.min(half / SQUARE, strength.rows - 1) * columns;
    int below = half % SQUARE;
    int before = units[upper] * (SQUARE - below) + units[lower] * below;
    for (int column = 0; column < columns; column++) {
      int here = units[upper + column] * (SQUARE - below) + units[lower + column] * below;
      line[column] = (before + here) / 2;
      before = here;
    }
    line[columns] = before;
  }

  private void row(int y, int[] line) {
    int at = y * width;
    for (int column = 0, x = 0; column < strength.columns; column++) {
      int level = line[column] * SQUARE;
      int step = line[column + 1] - line[column];
      for (int right = Math.min(x + SQUARE, width); x < right; x++) {
        int change = (level * pattern[at + x] + (1 << (SHIFT - 1))) >> SHIFT;
        int sample = (samples[at + x] & 0xff) + change;
        // What stands outside the range of the film already is not pulled in.
        int least = Math.min(black, samples[at + x] & 0xff);
        int most = Math.max(white, samples[at + x] & 0xff);
        samples[at + x] = (byte) Math.min(most, Math.max(least, sample));
        level += step;
      }
    }
  }
}
