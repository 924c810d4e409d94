package io.colophon.labeling.watermark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for a picture mark in whitened samples. */
final class PictureDetector {
  static final int SCHEME = 1;

  /** Pitches that are tried even if no grid is seen, of the most usual changes of size. */
  private static final double[] USUAL = {1, 0.5, 0.75, 0.8, 1.5, 2, 2.0 / 3, 1.25};

  private static final int GUESSES = 12;
  private static final double LEAST_EVIDENCE = 2.5;

  /** What the pilots of a mark that can be read reach; noise seldom does. */
  private static final double LEAST_AGREEMENT = 4.2;

  /** Readings that are tried in one picture. */
  static final int ATTEMPTS = 12;

  private PictureDetector() {}

  /**
   * @param attempts made before in the same medium
   */
  static Optional<Detection> detect(float[] whitened, int width, int height, int attempts) {
    if (Math.min(width, height) < Lattice.TILE) {
      return Optional.empty();
    }
    Spectrum spectrum = new Spectrum(whitened, width, height);
    GridSearch search = new GridSearch(spectrum, width, height);
    List<Grid> grids = new ArrayList<>(search.best(GUESSES, LEAST_EVIDENCE));
    for (double pitch : USUAL) {
      grids.add(new Grid(pitch, pitch, 0));
    }
    List<MarkReader> readers = new ArrayList<>();
    for (Grid grid : grids) {
      readers.add(new MarkReader(new FoldedWaves(whitened, width, height, grid, spectrum)));
    }
    readers.sort(Comparator.comparingDouble((MarkReader reader) -> -reader.agreement));
    for (MarkReader reader : readers.subList(0, Math.min(ATTEMPTS, readers.size()))) {
      if (reader.agreement < LEAST_AGREEMENT) {
        break;
      }
      OptionalLong payload = MarkCode.decode(reader.ratios(), SCHEME);
      if (payload.isPresent()) {
        return Optional.of(new Detection(payload.getAsLong(), MarkCode.score(attempts + ATTEMPTS)));
      }
    }
    return Optional.empty();
  }
}
