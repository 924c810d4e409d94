package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Paint in strokes: coarse ones first, then finer ones on top, each as long as the picture is even
 * along it, laid across the brightest change of colour and lit along one edge like thick paint.
 *
 * @param passes from coarse to fine
 * @param finest half the width of the finest stroke, in units
 */
record Brushwork(long seed, int passes, float finest) implements Filter {
  @Override
  public void apply(Canvas canvas, float unit) {
    float[] source = canvas.rgb().clone();
    for (int pass = passes - 1; pass >= 0; pass--) {
      float radius = Math.max(1.2f, unit * finest * (1 << pass) * 0.5f);
      strokes(canvas, source, radius, pass);
    }
  }

  private void strokes(Canvas canvas, float[] source, float radius, int pass) {
    Noise noise = new Noise(seed + pass);
    int width = canvas.width();
    int height = canvas.height();
    float gap = radius * 1.35f;
    int columns = (int) (width / gap) + 2;
    int rows = (int) (height / gap) + 2;
    for (int k = 0; k < columns * rows; k++) {
      // Visiting rows out of order keeps strokes from lying like roof tiles.
      int row = (int) ((long) (k / columns) * 7919 % rows);
      int column = k % columns;
      float x = (column + noise.cell(column, row) - 0.5f) * gap;
      float y = (row + noise.cell(column + 5000, row) - 0.5f) * gap;
      int ix = Math.max(1, Math.min(width - 2, (int) x));
      int iy = Math.max(1, Math.min(height - 2, (int) y));
      int j = (iy * width + ix) * 3;
      float gx = grey(source, j + 3) - grey(source, j - 3);
      float gy = grey(source, j + width * 3) - grey(source, j - width * 3);
      float strength = (float) Math.sqrt(gx * gx + gy * gy);
      float swirl = noise.at(x / (radius * 14), y / (radius * 14)) * 1.8f;
      float dx = -gy + swirl * 0.03f + 0.02f;
      float dy = gx + 0.012f * swirl;
      float length = (float) Math.sqrt(dx * dx + dy * dy) + 1e-6f;
      float half = radius * (strength > 0.08f ? 1.6f : 2.6f);
      stroke(canvas, source, j, x, y, dx / length, dy / length, half, radius);
    }
  }

  private static void stroke(
      Canvas canvas,
      float[] source,
      int j,
      float x,
      float y,
      float dx,
      float dy,
      float half,
      float radius) {
    int x0 = Math.max(0, (int) (x - half));
    int x1 = Math.min(canvas.width() - 1, (int) (x + half) + 1);
    int y0 = Math.max(0, (int) (y - half));
    int y1 = Math.min(canvas.height() - 1, (int) (y + half) + 1);
    float inLong = 1 / (half * half);
    float inWide = 1 / (radius * radius * 0.5f);
    for (int py = y0; py <= y1; py++) {
      for (int px = x0; px <= x1; px++) {
        float u = (px - x) * dx + (py - y) * dy;
        float v = (py - y) * dx - (px - x) * dy;
        float d = 1 - u * u * inLong - v * v * inWide;
        if (d > 0) {
          float a = Math.min(1, d * 3) * 0.9f;
          float ridge = 1 - 0.07f * v / radius;
          canvas.blend(px, py, source[j] * ridge, source[j + 1] * ridge, source[j + 2] * ridge, a);
        }
      }
    }
    canvas.effort().spent((x1 - x0 + 1L) * (y1 - y0 + 1) * 16);
  }

  private static float grey(float[] rgb, int j) {
    return 0.3f * rgb[j] + 0.6f * rgb[j + 1] + 0.1f * rgb[j + 2];
  }
}
