package io.colophon.labeling.watermark;

/** The Fourier transform of a plane of complex numbers, row by row. Immutable, thread-safe. */
final class Plane2d {
  /** Columns are done this many at a time, a line of the cache each. */
  private static final int ABREAST = 16;

  private final Fft rows;
  private final Fft columns;

  /**
   * @param width a power of two, at least 2
   * @param height a power of two, at least 2
   */
  Plane2d(int width, int height) {
    rows = new Fft(width);
    columns = width == height ? rows : new Fft(height);
  }

  /** Transforms in place, not scaled. */
  void forward(float[] re, float[] im) {
    transform(re, im, true);
  }

  /** Transforms back in place, not scaled. */
  void backward(float[] re, float[] im) {
    transform(re, im, false);
  }

  private void transform(float[] re, float[] im, boolean forward) {
    int width = rows.size();
    int height = columns.size();
    for (int y = 0; y < height; y++) {
      if (forward) {
        rows.forward(re, im, y * width);
      } else {
        rows.backward(re, im, y * width);
      }
    }
    int abreast = Math.min(ABREAST, width);
    float[] r = new float[abreast * height];
    float[] i = new float[abreast * height];
    for (int x = 0; x < width; x += abreast) {
      for (int y = 0; y < height; y++) {
        for (int n = 0; n < abreast; n++) {
          r[n * height + y] = re[y * width + x + n];
          i[n * height + y] = im[y * width + x + n];
        }
      }
      for (int n = 0; n < abreast; n++) {
        if (forward) {
          columns.forward(r, i, n * height);
        } else {
          columns.backward(r, i, n * height);
        }
      }
      for (int y = 0; y < height; y++) {
        for (int n = 0; n < abreast; n++) {
          re[y * width + x + n] = r[n * height + y];
          im[y * width + x + n] = i[n * height + y];
        }
      }
    }
  }
}
