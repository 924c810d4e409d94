package io.colophon.labeling.watermark;

/**
 * A picture with its contents held down: the mean around each sample is taken off, the rest divided
 * by the deviation there and clipped, so that edges and textures speak no louder than flat areas.
 */
final class Whitened {
  private static final int BLUR = 4;
  private static final int AROUND = 5;

  /** Gray levels of deviation below which an area counts as flat, squared. */
  private static final float FLOOR = 2;

  private static final float CLIP = 2.5f;

  private Whitened() {}

  /** The samples of a new plane; the given one stays as it is. */
  static float[] of(float[] samples, int width, int height) {
    float[] rest = BoxMean.of(samples, width, height, BLUR);
    float[] squares = new float[rest.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = samples[i] - rest[i];
      squares[i] = rest[i] * rest[i];
    }
    float[] variance = BoxMean.of(squares, width, height, AROUND);
    for (int i = 0; i < rest.length; i++) {
      float even = rest[i] / (float) Math.sqrt(Math.max(0, variance[i]) + FLOOR);
      rest[i] = Math.min(CLIP, Math.max(-CLIP, even));
    }
    return rest;
  }
}
