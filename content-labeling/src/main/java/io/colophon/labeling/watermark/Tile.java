package io.colophon.labeling.watermark;

/**
 * The tile of a payload, drawn four times as fine as its cells so that it can be read between them.
 * Immutable.
 */
final class Tile {
  private static final int FINE = 4;
  private static final int SIDE = FINE * Lattice.TILE;

  private final float[] samples;

  /**
   * The tile of some waves; its mean is 0, its variance 1 if the amplitudes are 1 root mean square.
   *
   * @param amplitudes of the cosine and the sine of each wave in turn
   */
  Tile(float[] amplitudes) {
    float[] re = new float[SIDE * SIDE];
    float[] im = new float[SIDE * SIDE];
    int waves = Lattice.WAVES.size();
    // Each wave is a (s cos + t sin) with s, t = +-1, of power a^2; together they have a power of
    // 1.
    float half = (float) (0.5 / Math.sqrt(waves));
    for (int w = 0; w < waves; w++) {
      Lattice.Wave wave = Lattice.WAVES.get(w);
      int at = index(wave.x(), wave.y());
      int mirrored = index(-wave.x(), -wave.y());
      re[at] = re[mirrored] = half * amplitudes[2 * w];
      im[at] = -half * amplitudes[2 * w + 1];
      im[mirrored] = -im[at];
    }
    new Plane2d(SIDE, SIDE).backward(re, im);
    samples = re;
  }

  private static int index(int x, int y) {
    return Math.floorMod(y, SIDE) * SIDE + Math.floorMod(x, SIDE);
  }

  /**
   * Draws a row of the endless pattern.
   *
   * @param y of the row, cells
   * @param pitch pixels per cell
   */
  void row(double y, double pitch, float[] row) {
    double fine = y * FINE;
    int top = (int) Math.floor(fine);
    float below = (float) (fine - top);
    int upper = Math.floorMod(top, SIDE) * SIDE;
    int lower = Math.floorMod(top + 1, SIDE) * SIDE;
    float[] line = new float[SIDE + 1];
    for (int i = 0; i < SIDE; i++) {
      line[i] = samples[upper + i] + below * (samples[lower + i] - samples[upper + i]);
    }
    line[SIDE] = line[0];
    double step = FINE / pitch;
    for (int x = 0; x < row.length; x++) {
      double at = x * step;
      int cell = (int) at;
      float right = (float) (at - cell);
      int i = cell & (SIDE - 1);
      row[x] = line[i] + right * (line[i + 1] - line[i]);
    }
  }
}
