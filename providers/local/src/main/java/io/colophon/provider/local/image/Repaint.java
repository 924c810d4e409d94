package io.colophon.provider.local.image;

import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Effort;

/**
 * Image to image: the source takes on the colours of the new picture, and gives way to it, even
 * parts such as skies and walls first, parts full of detail last. Both grow with the strength.
 * Stateless.
 */
final class Repaint {
  private static final int CELL = 8;

  private Repaint() {}

  /**
   * @param strength above 0 and below 1
   * @param source of the same size as {@code fresh}
   */
  static Picture over(Picture source, Picture fresh, double strength, Effort effort) {
    int width = source.width();
    int height = source.height();
    float[] detail = detail(source, effort);
    int columns = (width + CELL - 1) / CELL;
    float[][] from = moments(source, effort);
    float[][] to = moments(fresh, effort);
    float s = (float) strength;
    float tint = Math.min(1, 1.3f * s);
    int[] rgb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        float busy = smooth(detail, columns, x, y, (height + CELL - 1) / CELL);
        // Even parts have given way at half strength, busy ones only at the end.
        float give = Curve.smooth(0.18f + 0.55f * busy, 0.52f + 0.48f * busy, s);
        int out = 0;
        for (int c = 0; c < 3; c++) {
          int shift = 16 - 8 * c;
          float old = source.rgb()[i] >> shift & 255;
          float toned = (old - from[c][0]) * Math.min(1.6f, to[c][1] / from[c][1]) + to[c][0];
          float kept = old + (toned - old) * tint;
          float v = kept + ((fresh.rgb()[i] >> shift & 255) - kept) * give;
          out |= Math.max(0, Math.min(255, (int) (v + 0.5f))) << shift;
        }
        rgb[i] = out;
      }
      effort.spent(width * 70L);
    }
    return new Picture(width, height, rgb);
  }

  /** How busy each cell is, as its rank among all cells: 0 the evenest, 1 the busiest. */
  private static float[] detail(Picture picture, Effort effort) {
    int width = picture.width();
    int height = picture.height();
    int columns = (width + CELL - 1) / CELL;
    int rows = (height + CELL - 1) / CELL;
    float[] raw = new float[columns * rows];
    for (int y = 0; y < height - 1; y++) {
      for (int x = 0; x < width - 1; x++) {
        int g = picture.rgb()[y * width + x] >> 8 & 255;
        int right = picture.rgb()[y * width + x + 1] >> 8 & 255;
        int below = picture.rgb()[(y + 1) * width + x] >> 8 & 255;
        raw[y / CELL * columns + x / CELL] += Math.abs(g - right) + Math.abs(g - below);
      }
      effort.spent(width * 6L);
    }
    float[] wide = new float[raw.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        float sum = 0;
        for (int dr = -3; dr <= 3; dr++) {
          for (int dc = -3; dc <= 3; dc++) {
            int rr = Math.max(0, Math.min(rows - 1, r + dr));
            int cc = Math.max(0, Math.min(columns - 1, c + dc));
            sum += raw[rr * columns + cc];
          }
        }
        wide[r * columns + c] = sum;
      }
    }
    float[] sorted = wide.clone();
    java.util.Arrays.sort(sorted);
    for (int i = 0; i < wide.length; i++) {
      int rank = java.util.Arrays.binarySearch(sorted, wide[i]);
      wide[i] = rank / Math.max(1f, wide.length - 1f);
    }
    return wide;
  }

  private static float smooth(float[] cells, int columns, int x, int y, int rows) {
    float u = Math.max(0, (x + 0.5f) / CELL - 0.5f);
    float v = Math.max(0, (y + 0.5f) / CELL - 0.5f);
    int c = Math.min(columns - 1, (int) u);
    int r = Math.min(rows - 1, (int) v);
    int c1 = Math.min(columns - 1, c + 1);
    int r1 = Math.min(rows - 1, r + 1);
    float fx = u - c;
    float fy = v - r;
    float top = cells[r * columns + c] * (1 - fx) + cells[r * columns + c1] * fx;
    float bottom = cells[r1 * columns + c] * (1 - fx) + cells[r1 * columns + c1] * fx;
    return top * (1 - fy) + bottom * fy;
  }

  /** Mean and spread of each channel, 0 to 255; the spread is at least 1. */
  private static float[][] moments(Picture picture, Effort effort) {
    float[][] moments = new float[3][2];
    for (int c = 0; c < 3; c++) {
      int shift = 16 - 8 * c;
      long sum = 0;
      long squares = 0;
      for (int rgb : picture.rgb()) {
        int v = rgb >> shift & 255;
        sum += v;
        squares += (long) v * v;
      }
      double n = picture.rgb().length;
      double mean = sum / n;
      moments[c][0] = (float) mean;
      moments[c][1] = (float) Math.max(1, Math.sqrt(Math.max(0, squares / n - mean * mean)));
    }
    effort.spent(picture.rgb().length * 9L);
    return moments;
  }
}
