package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** Thin paint on rough paper: it pools in clouds, gathers at edges and leaves a white border. */
record Watercolour(long seed) implements Filter {
  @Override
  public void apply(Canvas canvas, float unit) {
    Noise noise = new Noise(seed + 900);
    float[] rgb = canvas.rgb();
    float[] source = rgb.clone();
    int width = canvas.width();
    int height = canvas.height();
    float bleed = unit * 0.011f;
    float border = unit * 0.035f;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float wx = noise.fbm(x / bleed * 0.28f, y / bleed * 0.28f, 2);
        float wy = noise.fbm(x / bleed * 0.28f + 50, y / bleed * 0.28f, 2);
        int sx = Math.max(1, Math.min(width - 2, (int) (x + wx * bleed)));
        int sy = Math.max(1, Math.min(height - 2, (int) (y + wy * bleed)));
        int s = (sy * width + sx) * 3;
        float pool = 1 + 0.16f * noise.fbm(x / unit * 5, y / unit * 5, 4);
        float paper = 0.03f * noise.fbm(x * 0.22f, y * 0.22f, 3);
        float rim = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
        float bare = 1 - Curve.smooth(border * 0.6f, border, rim + wx * border * 0.6f);
        int j = (y * width + x) * 3;
        for (int c = 0; c < 3; c++) {
          float here = source[s + c];
          float edge =
              Math.abs(source[s + 3 + c] - source[s - 3 + c])
                  + Math.abs(source[s + width * 3 + c] - source[s - width * 3 + c]);
          float ink = (1 - Math.min(1, here)) * 0.86f * pool + Math.min(0.16f, edge * 0.4f);
          float white = c == 2 ? 0.95f : c == 1 ? 0.975f : 0.985f;
          float wet = white - ink;
          rgb[j + c] = wet + (white - wet) * bare + paper;
        }
      }
      canvas.effort().spent(width * (11L * Noise.FLOP + 70));
    }
  }
}
