package io.colophon.labeling.watermark;

import java.util.Arrays;

/**
 * The waves of a picture at the places of the lattice: the picture is laid tile upon tile, then
 * transformed once.
 */
final class FoldedWaves {
  private static final int SIDE = Lattice.TILE;
  private static final Plane2d TRANSFORM = new Plane2d(SIDE, SIDE);

  final float[] re = new float[Lattice.WAVES.size()];
  final float[] im = new float[Lattice.WAVES.size()];

  /** The waves as they are, not scaled. */
  FoldedWaves(float[] samples, int width, int height, Grid grid) {
    float[] tile = fold(samples, width, height, grid);
    float[] imaginary = new float[tile.length];
    TRANSFORM.forward(tile, imaginary);
    for (int w = 0; w < re.length; w++) {
      Lattice.Wave wave = Lattice.WAVES.get(w);
      int at = wave.y() * SIDE + Math.floorMod(wave.x(), SIDE);
      double gain = gain(wave.x()) * gain(wave.y());
      re[w] = (float) (tile[at] * gain);
      im[w] = (float) (imaginary[at] * gain);
    }
  }

  /** The waves, each divided by the noise around it; 0 where resizing took them. */
  FoldedWaves(float[] samples, int width, int height, Grid grid, Spectrum spectrum) {
    this(samples, width, height, grid);
    for (int w = 0; w < re.length; w++) {
      Lattice.Wave wave = Lattice.WAVES.get(w);
      double u = wave.x() / (SIDE * grid.x());
      double v = wave.y() / (SIDE * grid.y());
      boolean there = Math.abs(u) < GridSearch.EDGE && v < GridSearch.EDGE;
      float scale = there ? (float) (1 / Math.sqrt(spectrum.noise(u, v) + 1e-6)) : 0;
      re[w] *= scale;
      im[w] *= scale;
    }
  }

  /** What sharing samples between neighbouring cells took from a wave. */
  private static double gain(int cycles) {
    double x = Math.PI * cycles / SIDE;
    double sinc = x == 0 ? 1 : Math.sin(x) / x;
    return 1 / (sinc * sinc);
  }

  private static float[] fold(float[] samples, int width, int height, Grid grid) {
    float[] tile = new float[SIDE * SIDE];
    float[] line = new float[SIDE];
    // Cells in steps of 2^-16.
    int[] at = new int[width];
    for (int x = 0; x < width; x++) {
      at[x] = (int) Math.round(x / grid.x() % SIDE * 65536);
    }
    for (int y = 0; y < height; y++) {
      Arrays.fill(line, 0);
      int from = y * width;
      for (int x = 0; x < width; x++) {
        int cell = at[x] >> 16;
        float right = (at[x] & 0xffff) * (1f / 65536) * samples[from + x];
        line[cell & (SIDE - 1)] += samples[from + x] - right;
        line[(cell + 1) & (SIDE - 1)] += right;
      }
      double row = y / grid.y();
      int top = (int) row;
      float below = (float) (row - top);
      int upper = (top & (SIDE - 1)) * SIDE;
      int lower = ((top + 1) & (SIDE - 1)) * SIDE;
      for (int i = 0; i < SIDE; i++) {
        tile[upper + i] += (1 - below) * line[i];
        tile[lower + i] += below * line[i];
      }
    }
    return tile;
  }
}
