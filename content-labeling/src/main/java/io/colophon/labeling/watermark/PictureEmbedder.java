package io.colophon.labeling.watermark;

/** Writes the picture mark. */
final class PictureEmbedder {
  /** The mean squared change that a picture bears at most: a PSNR of 42.3 dB. */
  private static final double MOST = 255 * 255 / Math.pow(10, 4.23);

  /** Pictures of more pixels need no allowance for their contents. */
  private static final int SMALL = 1 << 17;

  private final LumaPlane plane;
  private final double pitch;
  private final Strength strength;
  private final float gain;

  private PictureEmbedder(LumaPlane plane) {
    this.plane = plane;
    pitch = pitch(plane.width(), plane.height());
    strength = new Strength(plane, pitch);
    float[] strengths = new float[plane.width()];
    double energy = 0;
    int rows = 0;
    for (int y = 0; y < plane.height(); y += 4, rows++) {
      strength.row(y, strengths);
      for (float s : strengths) {
        energy += s * s;
      }
    }
    gain = (float) Math.min(1, Math.sqrt(MOST * rows * plane.width() / energy));
  }

  /** Pixels per cell in a picture of a size: 1 up to a megapixel, then in proportion. */
  static double pitch(int width, int height) {
    return Math.max(1, Math.sqrt((double) width * height) / 1024);
  }

  static void embed(LumaPlane plane, boolean[] word) {
    PictureEmbedder embedder = new PictureEmbedder(plane);
    float[] amplitudes = Lattice.amplitudes(word);
    float[] samples = plane.samples();
    if (samples.length <= SMALL) {
      float[] draft = samples.clone();
      embedder.add(new Tile(amplitudes), draft);
      Allowance.adjust(amplitudes, embedder.waves(samples), embedder.waves(draft));
    }
    embedder.add(new Tile(amplitudes), samples);
  }

  private FoldedWaves waves(float[] samples) {
    float[] whitened = Whitened.of(samples, plane.width(), plane.height());
    return new FoldedWaves(whitened, plane.width(), plane.height(), new Grid(pitch, pitch, 0));
  }

  private void add(Tile tile, float[] samples) {
    int width = plane.width();
    float[] strengths = new float[width];
    float[] pattern = new float[width];
    for (int y = 0; y < plane.height(); y++) {
      strength.row(y, strengths);
      tile.row(y / pitch, pitch, pattern);
      int from = y * width;
      for (int x = 0; x < width; x++) {
        float sample = samples[from + x] + gain * strengths[x] * pattern[x];
        samples[from + x] = Math.min(255, Math.max(0, sample));
      }
    }
  }
}
