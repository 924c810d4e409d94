package io.colophon.provider.local.image;

import io.colophon.provider.local.image.raster.Effort;

/** Changes the size of pictures. Stateless. */
public final class Resample {
  private Resample() {}

  /**
   * Scales a picture until it covers a size, and cuts off evenly what stands over. Shrinking
   * averages all pixels that fall into one; enlarging is bilinear. The same size is returned as it
   * is.
   */
  public static Picture cover(Picture from, int width, int height, Effort effort) {
    if (from.width() == width && from.height() == height) {
      return from;
    }
    float scale = Math.min((float) from.width() / width, (float) from.height() / height);
    float left = (from.width() - width * scale) / 2;
    float top = (from.height() - height * scale) / 2;
    int[] to = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        to[y * width + x] =
            scale > 1
                ? mean(from, left + x * scale, top + y * scale, scale)
                : between(from, left + (x + 0.5f) * scale - 0.5f, top + (y + 0.5f) * scale - 0.5f);
      }
      effort.spent((long) (width * (scale > 1 ? 8 * (scale + 1) * (scale + 1) : 40)));
    }
    return new Picture(width, height, to);
  }

  private static int mean(Picture from, float x, float y, float size) {
    int x0 = Math.max(0, (int) x);
    int y0 = Math.max(0, (int) y);
    int x1 = Math.min(from.width(), (int) Math.ceil(x + size));
    int y1 = Math.min(from.height(), (int) Math.ceil(y + size));
    float r = 0;
    float g = 0;
    float b = 0;
    float area = 0;
    for (int py = y0; py < y1; py++) {
      float tall = Math.min(py + 1, y + size) - Math.max(py, y);
      for (int px = x0; px < x1; px++) {
        float k = tall * (Math.min(px + 1, x + size) - Math.max(px, x));
        int rgb = from.rgb()[py * from.width() + px];
        r += k * (rgb >> 16 & 255);
        g += k * (rgb >> 8 & 255);
        b += k * (rgb & 255);
        area += k;
      }
    }
    return pack(r / area, g / area, b / area);
  }

  private static int between(Picture from, float x, float y) {
    float cx = Math.max(0, Math.min(from.width() - 1, x));
    float cy = Math.max(0, Math.min(from.height() - 1, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(from.width() - 1, x0 + 1);
    int y1 = Math.min(from.height() - 1, y0 + 1);
    float fx = cx - x0;
    float fy = cy - y0;
    int a = from.rgb()[y0 * from.width() + x0];
    int b = from.rgb()[y0 * from.width() + x1];
    int c = from.rgb()[y1 * from.width() + x0];
    int d = from.rgb()[y1 * from.width() + x1];
    return pack(
        blend(a, b, c, d, 16, fx, fy), blend(a, b, c, d, 8, fx, fy), blend(a, b, c, d, 0, fx, fy));
  }

  private static float blend(int a, int b, int c, int d, int shift, float fx, float fy) {
    float top = (a >> shift & 255) * (1 - fx) + (b >> shift & 255) * fx;
    float bottom = (c >> shift & 255) * (1 - fx) + (d >> shift & 255) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static int pack(float r, float g, float b) {
    return level(r) << 16 | level(g) << 8 | level(b);
  }

  private static int level(float v) {
    return Math.max(0, Math.min(255, (int) (v + 0.5f)));
  }
}
