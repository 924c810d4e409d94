package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;

/** Large square pixels of few colours, dithered between steps. */
record PixelArt() implements Filter {
  private static final int LEVELS = 7;
  private static final float[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

  @Override
  public void apply(Canvas canvas, float unit) {
    int size = Math.max(2, Math.round(unit / 110));
    float[] rgb = canvas.rgb();
    int width = canvas.width();
    for (int y = 0; y < canvas.height(); y += size) {
      for (int x = 0; x < width; x += size) {
        int right = Math.min(width, x + size);
        int bottom = Math.min(canvas.height(), y + size);
        float dither = (BAYER[(y / size & 3) * 4 + (x / size & 3)] + 0.5f) / 16 - 0.5f;
        for (int c = 0; c < 3; c++) {
          float sum = 0;
          for (int py = y; py < bottom; py++) {
            for (int px = x; px < right; px++) {
              sum += rgb[(py * width + px) * 3 + c];
            }
          }
          float mean = sum / ((right - x) * (bottom - y));
          float vivid = (mean - 0.5f) * 1.12f + 0.5f;
          float level = Math.round(vivid * (LEVELS - 1) + dither * 0.7f) / (float) (LEVELS - 1);
          for (int py = y; py < bottom; py++) {
            for (int px = x; px < right; px++) {
              rgb[(py * width + px) * 3 + c] = level;
            }
          }
        }
      }
      canvas.effort().spent((long) width * size * 4);
    }
  }
}
