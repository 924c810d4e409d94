package io.colophon.labeling.watermark;

/** The picture mark in the frames of a film. */
final class LatticeFilmWatermark implements FilmWatermark {
  /** As many samples as an array holds, and more than any film has. */
  private static final long MOST_SAMPLES = 1L << 27;

  @Override
  public int minSide() {
    return LatticePictureWatermark.MIN_SIDE;
  }

  @Override
  public Embedder embedder(int width, int height, boolean fullRange, long payload) {
    if (Math.min(width, height) < minSide()) {
      throw new IllegalArgumentException(
          width + "x" + height + " pixels, expected at least " + minSide());
    }
    check(width, height);
    return new FilmEmbedder(width, height, fullRange, payload);
  }

  @Override
  public Detector detector(int width, int height, boolean fullRange) {
    check(width, height);
    return new FilmDetector(width, height, fullRange);
  }

  private static void check(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          width + "x" + height + " pixels, expected 1 to " + MOST_SAMPLES + " in all");
    }
  }
}
