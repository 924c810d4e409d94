package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import org.jspecify.annotations.Nullable;

/**
 * What paper does to paint at each pixel, computed for the first picture of a size and kept for the
 * next frames of a film. One thread.
 */
final class Paper {
  private final Maker maker;
  private int width;
  private int height;
  private @Nullable Sheet sheet;

  Paper(Maker maker) {
    this.maker = maker;
  }

  /**
   * A sheet.
   *
   * @param source index of the pixel whose paint has run here
   * @param pool how much paint gathers, about 1
   * @param first a quantity of the style's own
   * @param second another
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Sheet(int[] source, float[] pool, float[] first, float[] second) {}

  /** Computes one pixel of a sheet. */
  @FunctionalInterface
  interface Maker {
    void at(Sheet sheet, int index, int x, int y, int width, int height, float unit);
  }

  /**
   * @param flop operations of one pixel of a new sheet
   */
  Sheet sheet(Canvas canvas, float unit, long flop) {
    Sheet kept = sheet;
    if (kept != null && width == canvas.width() && height == canvas.height()) {
      return kept;
    }
    width = canvas.width();
    height = canvas.height();
    int n = width * height;
    Sheet fresh = new Sheet(new int[n], new float[n], new float[n], new float[n]);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        maker.at(fresh, y * width + x, x, y, width, height, unit);
      }
      canvas.effort().spent(width * flop);
    }
    sheet = fresh;
    return fresh;
  }
}
