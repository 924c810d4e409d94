package io.colophon.labeling.watermark;

/** The mean over a square around each sample; at the edges over the part that exists. */
final class BoxMean {
  private BoxMean() {}

  /**
   * The means of a plane.
   *
   * @param radius of the square: it is 2 radius + 1 samples wide
   * @return a new array
   */
  static float[] of(float[] samples, int width, int height, int radius) {
    float[] means = new float[samples.length];
    // In double, so that what was added comes off again without a trace.
    double[] columns = new double[width];
    float[] across = new float[width];
    for (int x = 0; x < width; x++) {
      int count = Math.min(x + radius, width - 1) - Math.max(x - radius, 0) + 1;
      across[x] = 1f / count;
    }
    for (int y = 0; y < Math.min(radius, height); y++) {
      add(columns, samples, y * width, 1);
    }
    for (int y = 0; y < height; y++) {
      if (y + radius < height) {
        add(columns, samples, (y + radius) * width, 1);
      }
      if (y - radius - 1 >= 0) {
        add(columns, samples, (y - radius - 1) * width, -1);
      }
      int rows = Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1;
      row(columns, means, y * width, radius, across, 1f / rows);
    }
    return means;
  }

  private static void row(
      double[] columns, float[] means, int from, int radius, float[] across, float down) {
    int width = columns.length;
    double sum = 0;
    for (int x = 0; x < Math.min(radius, width); x++) {
      sum += columns[x];
    }
    for (int x = 0; x < width; x++) {
      if (x + radius < width) {
        sum += columns[x + radius];
      }
      if (x - radius - 1 >= 0) {
        sum -= columns[x - radius - 1];
      }
      means[from + x] = (float) sum * across[x] * down;
    }
  }

  private static void add(double[] columns, float[] samples, int from, int sign) {
    for (int x = 0; x < columns.length; x++) {
      columns[x] += sign * samples[from + x];
    }
  }
}
