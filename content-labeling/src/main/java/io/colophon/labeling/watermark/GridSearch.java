package io.colophon.labeling.watermark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the pitch of a mark by the power of its waves, whatever they carry. */
final class GridSearch {
  private static final double LEAST = 0.4;
  private static final double LARGEST = 2.5;

  /** Frequencies above this, cycles per pixel, do not count: resizing took them. */
  static final double EDGE = 0.46;

  /** A single wave counts no more than this, so that one line of the picture makes no grid. */
  private static final float CAP = 7;

  private static final int[] ACROSS = Lattice.WAVES.stream().mapToInt(Lattice.Wave::x).toArray();
  private static final int[] DOWN = Lattice.WAVES.stream().mapToInt(Lattice.Wave::y).toArray();

  private final Spectrum spectrum;

  /** How far a scale may be off before the waves at the edge of the band are lost. */
  private final double step;

  GridSearch(Spectrum spectrum, int width, int height) {
    this.spectrum = spectrum;
    this.step = 0.6 / (0.22 * Math.max(width, height));
  }

  /** The best guesses, best first. */
  List<Grid> best(int count, double least) {
    List<Grid> grids = new ArrayList<>();
    for (int aspect = -1; aspect <= 1; aspect++) {
      double squeeze = aspect * step;
      List<Grid> line = new ArrayList<>();
      for (double pitch = LEAST; pitch < LARGEST; pitch *= 1 + step) {
        line.add(grid(pitch * (1 + squeeze / 2), pitch * (1 - squeeze / 2)));
      }
      for (int i = 1; i + 1 < line.size(); i++) {
        double here = line.get(i).evidence();
        boolean peak = here >= line.get(i - 1).evidence() && here > line.get(i + 1).evidence();
        if (peak && here >= least) {
          grids.add(line.get(i));
        }
      }
    }
    grids.sort(Comparator.comparingDouble(Grid::evidence).reversed());
    List<Grid> best = new ArrayList<>();
    for (Grid grid : grids) {
      if (best.size() == count) {
        break;
      }
      Grid refined = refine(grid);
      boolean known =
          best.stream()
              .anyMatch(
                  other ->
                      Math.abs(other.x() / refined.x() - 1) < step / 2
                          && Math.abs(other.y() / refined.y() - 1) < step / 2);
      if (!known) {
        best.add(refined);
      }
    }
    return best;
  }

  /** The best grid close to a guess. */
  Grid refine(Grid grid) {
    Grid best = grid;
    for (double reach = step / 2; reach > step / 8; reach /= 2) {
      Grid middle = best;
      for (int i = 0; i < 9; i++) {
        double x = middle.x() * (1 + (i % 3 - 1) * reach);
        double y = middle.y() * (1 + (i / 3 - 1) * reach);
        Grid near = grid(x, y);
        if (near.evidence() > best.evidence()) {
          best = near;
        }
      }
    }
    return best;
  }

  /** Measures a guess. */
  Grid grid(double x, double y) {
    double perX = 1 / (Lattice.TILE * x);
    double perY = 1 / (Lattice.TILE * y);
    float sum = 0;
    int count = 0;
    for (int w = 0; w < ACROSS.length; w++) {
      double u = ACROSS[w] * perX;
      double v = DOWN[w] * perY;
      if (Math.abs(u) < EDGE && v < EDGE) {
        sum += Math.min(CAP, spectrum.power(u, v)) - 1;
        count++;
      }
    }
    return new Grid(x, y, count == 0 ? 0 : sum / Math.sqrt(count));
  }
}
