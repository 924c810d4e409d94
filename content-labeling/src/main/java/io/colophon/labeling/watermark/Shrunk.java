package io.colophon.labeling.watermark;

/** A picture made smaller: each sample is the mean of the area that it stands for. */
final class Shrunk {
  private static final int MEGAPIXEL = 1 << 20;

  private Shrunk() {}

  /** The picture in about a megapixel; itself if it has no more. */
  static LumaPlane toMegapixel(LumaPlane plane) {
    double factor = Math.sqrt((double) plane.width() * plane.height() / MEGAPIXEL);
    return factor > 1.02 ? of(plane, factor) : plane;
  }

  /**
   * @param factor above 1
   */
  static LumaPlane of(LumaPlane plane, double factor) {
    int width = Math.max(1, (int) Math.round(plane.width() / factor));
    int height = Math.max(1, (int) Math.round(plane.height() / factor));
    double acrossFactor = (double) plane.width() / width;
    double downFactor = (double) plane.height() / height;
    float[] samples = new float[width * height];
    float[] line = new float[width];
    for (int y = 0; y < height; y++) {
      double top = y * downFactor;
      double bottom = Math.min((y + 1) * downFactor, plane.height());
      for (int row = (int) top; row < bottom; row++) {
        float share = (float) ((Math.min(row + 1, bottom) - Math.max(row, top)) / downFactor);
        across(plane, row, acrossFactor, line);
        for (int x = 0; x < width; x++) {
          samples[y * width + x] += share * line[x];
        }
      }
    }
    return new LumaPlane(width, height, samples);
  }

  private static void across(LumaPlane plane, int row, double factor, float[] line) {
    float[] samples = plane.samples();
    int from = row * plane.width();
    for (int x = 0; x < line.length; x++) {
      double left = x * factor;
      double right = Math.min((x + 1) * factor, plane.width());
      double sum = 0;
      for (int i = (int) left; i < right; i++) {
        sum += samples[from + i] * (Math.min(i + 1, right) - Math.max(i, left));
      }
      line[x] = (float) (sum / factor);
    }
  }
}
