package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;

/**
 * Finished pixels with opacity, eight bits each and multiplied by it, kept to be laid over many
 * frames. Immutable.
 */
final class Layer {
  private final int width;
  private final int[] argb;
  private final int left;
  private final int top;
  private final int bottom;

  private Layer(int width, int[] argb, int left, int top, int bottom) {
    this.width = width;
    this.argb = argb;
    this.left = left;
    this.top = top;
    this.bottom = bottom;
  }

  /**
   * @param left pixels of the canvas to the left of the picture
   */
  static Layer of(Canvas canvas, int left) {
    float[] rgb = canvas.rgb();
    float[] alpha = canvas.alpha();
    if (alpha == null) {
      throw new IllegalArgumentException("canvas is opaque, expected a layer");
    }
    int width = canvas.width();
    int first = canvas.height();
    int last = 0;
    int[] argb = new int[width * canvas.height()];
    for (int i = 0; i < argb.length; i++) {
      int a = level(alpha[i]);
      if (a > 0) {
        argb[i] =
            a << 24 | level(rgb[i * 3]) << 16 | level(rgb[i * 3 + 1]) << 8 | level(rgb[i * 3 + 2]);
        first = Math.min(first, i / width);
        last = i / width + 1;
      }
    }
    canvas.effort().spent(argb.length * 8L);
    return new Layer(width, argb, left, first, last);
  }

  /** Lays the layer over a canvas, moved to the right by {@code shift} pixels. */
  void over(Canvas canvas, float shift) {
    float start = left - shift;
    int whole = (int) Math.floor(start);
    float part = start - whole;
    float[] rgb = canvas.rgb();
    int columns = canvas.width();
    float one = (1 - part) / 255;
    float two = part / 255;
    for (int y = top; y < bottom; y++) {
      int j = y * columns * 3;
      int row = y * width;
      for (int x = 0; x < columns; x++, j += 3) {
        int at = Math.max(0, Math.min(width - 2, x + whole));
        int a = argb[row + at];
        int b = argb[row + at + 1];
        if ((a | b) == 0) {
          continue;
        }
        float rest = 1 - ((a >>> 24) * one + (b >>> 24) * two);
        rgb[j] = rgb[j] * rest + (a >> 16 & 255) * one + (b >> 16 & 255) * two;
        rgb[j + 1] = rgb[j + 1] * rest + (a >> 8 & 255) * one + (b >> 8 & 255) * two;
        rgb[j + 2] = rgb[j + 2] * rest + (a & 255) * one + (b & 255) * two;
      }
      canvas.effort().spent(columns * 22L);
    }
  }

  private static int level(float v) {
    return Math.max(0, Math.min(255, (int) (v * 255 + 0.5f)));
  }
}
