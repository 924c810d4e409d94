package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;

/** Dark ground, edges as glowing tubes in cyan, magenta and yellow, and their halo. */
record Neon() implements Filter {
  @Override
  public void apply(Canvas canvas, float unit) {
    int width = canvas.width();
    int height = canvas.height();
    float[] rgb = canvas.rgb();
    float[] source = rgb.clone();
    float[] tubes = new float[rgb.length];
    int reach = Math.max(1, Math.round(unit / 600));
    for (int y = reach; y < height - reach; y++) {
      for (int x = reach; x < width - reach; x++) {
        int s = (y * width + x) * 3;
        float edge = 0;
        for (int c = 0; c < 3; c++) {
          edge +=
              Math.abs(source[s + reach * 3 + c] - source[s - reach * 3 + c])
                  + Math.abs(source[s + reach * width * 3 + c] - source[s - reach * width * 3 + c]);
        }
        float on = Curve.smooth(0.12f, 0.7f, edge);
        float warm = Curve.clamp(0.5f + (source[s] - source[s + 2]) * 1.6f);
        float high = y / (float) height;
        tubes[s] = on * (0.15f + 0.85f * warm);
        tubes[s + 1] = on * (0.25f + 0.65f * (1 - warm) * (1 - 0.4f * high));
        tubes[s + 2] = on * (0.95f - 0.3f * warm * high);
      }
      canvas.effort().spent(width * 50L);
    }
    float[] halo = tubes.clone();
    int blur = Math.max(2, Math.round(unit / 90));
    for (int i = 0; i < 2; i++) {
      box(canvas, halo, blur, true);
      box(canvas, halo, blur, false);
    }
    for (int j = 0; j < rgb.length; j += 3) {
      float grey = 0.3f * source[j] + 0.59f * source[j + 1] + 0.11f * source[j + 2];
      rgb[j] = 0.045f + grey * 0.2f + source[j] * 0.12f + halo[j] * 1.5f + tubes[j] * 0.9f;
      rgb[j + 1] =
          0.015f + grey * 0.07f + source[j + 1] * 0.1f + halo[j + 1] * 1.5f + tubes[j + 1] * 0.9f;
      rgb[j + 2] =
          0.09f + grey * 0.3f + source[j + 2] * 0.16f + halo[j + 2] * 1.5f + tubes[j + 2] * 0.9f;
    }
    canvas.effort().spent((long) width * height * 34);
  }

  /** A running mean along rows or columns. */
  private static void box(Canvas canvas, float[] rgb, int radius, boolean along) {
    int lines = along ? canvas.height() : canvas.width();
    int length = along ? canvas.width() : canvas.height();
    int step = along ? 3 : canvas.width() * 3;
    int next = along ? canvas.width() * 3 : 3;
    float[] line = new float[length];
    float scale = 1f / (2 * radius + 1);
    for (int l = 0; l < lines; l++) {
      for (int c = 0; c < 3; c++) {
        int base = l * next + c;
        float sum = 0;
        for (int i = -radius; i < length; i++) {
          int in = i + radius;
          sum += in < length ? rgb[base + in * step] : 0;
          int out = i - radius - 1;
          sum -= out >= 0 ? rgb[base + out * step] : 0;
          if (i >= 0) {
            line[i] = sum * scale;
          }
        }
        for (int i = 0; i < length; i++) {
          rgb[base + i * step] = line[i];
        }
      }
      canvas.effort().spent(length * 12L);
    }
  }
}
