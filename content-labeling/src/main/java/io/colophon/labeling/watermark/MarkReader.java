package io.colophon.labeling.watermark;

/** Reads the bits off the waves of a picture: first where the tile starts, then what it says. */
final class MarkReader {
  private static final int SIDE = Lattice.TILE;
  private static final Plane2d TRANSFORM = new Plane2d(SIDE, SIDE);

  private final FoldedWaves waves;

  /** How well the pilots agree on a start of the tile, in standard deviations. */
  final double agreement;

  private final double startX;
  private final double startY;

  MarkReader(FoldedWaves waves) {
    this.waves = waves;
    float[] re = new float[SIDE * SIDE];
    float[] im = new float[SIDE * SIDE];
    float[] pilotRe = new float[Lattice.PILOTS];
    float[] pilotIm = new float[Lattice.PILOTS];
    double power = 0;
    for (int w = 0; w < Lattice.PILOTS; w++) {
      Lattice.Wave wave = Lattice.WAVES.get(w);
      int s = Lattice.sign(w, 0);
      int t = Lattice.sign(w, 1);
      float a = waves.re[w];
      float b = waves.im[w];
      // No pilot speaks louder than three times the noise.
      double loud = Math.max(1, Math.hypot(a, b) / 3);
      // Times the conjugate of s - i t.
      pilotRe[w] = (float) ((a * s - b * t) / loud);
      pilotIm[w] = (float) ((b * s + a * t) / loud);
      power += pilotRe[w] * pilotRe[w] + pilotIm[w] * pilotIm[w];
      int at = wave.y() * SIDE + Math.floorMod(wave.x(), SIDE);
      re[at] = pilotRe[w];
      im[at] = pilotIm[w];
    }
    TRANSFORM.backward(re, im);
    int best = 0;
    for (int i = 1; i < re.length; i++) {
      if (re[i] > re[best]) {
        best = i;
      }
    }
    int row = best / SIDE;
    double x = best - row * SIDE;
    double y = row;
    double height = re[best];
    for (double reach = 0.5; reach > 0.1; reach /= 2) {
      double middleX = x;
      double middleY = y;
      for (int i = 0; i < 9; i++) {
        double nearX = middleX + (i % 3 - 1) * reach;
        double nearY = middleY + (i / 3 - 1) * reach;
        double near = pilots(pilotRe, pilotIm, nearX, nearY);
        if (near > height) {
          height = near;
          x = nearX;
          y = nearY;
        }
      }
    }
    startX = x;
    startY = y;
    agreement = height / Math.sqrt(power / 2 + 1e-9);
  }

  private static double pilots(float[] re, float[] im, double x, double y) {
    double sum = 0;
    for (int w = 0; w < re.length; w++) {
      Lattice.Wave wave = Lattice.WAVES.get(w);
      double turn = 2 * Math.PI * (wave.x() * x + wave.y() * y) / SIDE;
      sum += re[w] * Math.cos(turn) - im[w] * Math.sin(turn);
    }
    return sum;
  }

  /** What speaks for a 0 (above 0) or a 1 (below) in each bit of the code. */
  float[] ratios() {
    float[] gains = gains();
    float[] ratios = new float[PolarCode.LENGTH];
    for (int w = Lattice.PILOTS; w < Lattice.WAVES.size(); w++) {
      Lattice.Wave wave = Lattice.WAVES.get(w);
      double turn = 2 * Math.PI * (wave.x() * startX + wave.y() * startY) / Lattice.TILE;
      double cos = Math.cos(turn);
      double sin = Math.sin(turn);
      double re = waves.re[w] * cos - waves.im[w] * sin;
      double im = waves.re[w] * sin + waves.im[w] * cos;
      float gain = gains[Lattice.ring(w)];
      ratios[Lattice.bit(w, 0)] += (float) (gain * Lattice.sign(w, 0) * re);
      ratios[Lattice.bit(w, 1)] -= (float) (gain * Lattice.sign(w, 1) * im);
    }
    return ratios;
  }

  /** How far waves stand out of the noise, by frequency: coding takes the high ones first. */
  private float[] gains() {
    double[] power = new double[Lattice.RINGS];
    int[] count = new int[Lattice.RINGS];
    for (int w = 0; w < Lattice.WAVES.size(); w++) {
      int ring = Lattice.ring(w);
      power[ring] += Math.min(9, waves.re[w] * waves.re[w] + waves.im[w] * waves.im[w]);
      count[ring]++;
    }
    float[] gains = new float[Lattice.RINGS];
    for (int r = 0; r < Lattice.RINGS; r++) {
      gains[r] = (float) Math.sqrt(Math.max(0.05, power[r] / Math.max(1, count[r]) - 1));
    }
    return gains;
  }
}
