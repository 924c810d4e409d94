package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** Thin paint on rough paper: it pools in clouds, gathers at edges and leaves a white border. */
final class Watercolour implements Filter {
  private final Noise noise;
  private final Paper paper = new Paper(this::paper);

  Watercolour(long seed) {
    noise = new Noise(seed + 900);
  }

  private void paper(Paper.Sheet to, int i, int x, int y, int width, int height, float unit) {
    float bleed = unit * 0.011f;
    float border = unit * 0.035f;
    float wx = noise.fbm(x / bleed * 0.28f, y / bleed * 0.28f, 2);
    float wy = noise.fbm(x / bleed * 0.28f + 50, y / bleed * 0.28f, 2);
    int sx = Math.max(1, Math.min(width - 2, (int) (x + wx * bleed)));
    int sy = Math.max(1, Math.min(height - 2, (int) (y + wy * bleed)));
    to.source()[i] = sy * width + sx;
    to.pool()[i] = 1 + 0.16f * noise.fbm(x / unit * 5, y / unit * 5, 4);
    to.first()[i] = 0.03f * noise.fbm(x * 0.22f, y * 0.22f, 3);
    float rim = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
    to.second()[i] = 1 - Curve.smooth(border * 0.6f, border, rim + wx * border * 0.6f);
  }

  @Override
  public void apply(Canvas canvas, float unit) {
    Paper.Sheet sheet = paper.sheet(canvas, unit, 11L * Noise.FLOP + 40);
    float[] rgb = canvas.rgb();
    float[] source = rgb.clone();
    int width = canvas.width();
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int s = sheet.source()[i] * 3;
        for (int c = 0; c < 3; c++) {
          float here = source[s + c];
          float edge =
              Math.abs(source[s + 3 + c] - source[s - 3 + c])
                  + Math.abs(source[s + width * 3 + c] - source[s - width * 3 + c]);
          float ink =
              (1 - Math.min(1, here)) * 0.86f * sheet.pool()[i] + Math.min(0.16f, edge * 0.4f);
          float white = c == 2 ? 0.95f : c == 1 ? 0.975f : 0.985f;
          float wet = white - ink;
          rgb[i * 3 + c] = wet + (white - wet) * sheet.second()[i] + sheet.first()[i];
        }
      }
      canvas.effort().spent(width * 60L);
    }
  }
}
