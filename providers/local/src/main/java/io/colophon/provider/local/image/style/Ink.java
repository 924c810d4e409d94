package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Ink on rice paper: brightness becomes washes of grey that bleed into each other, strong edges a
 * dry brush, and only strong reds keep a trace of colour, as a seal does.
 */
final class Ink implements Filter {
  private final Noise noise;
  private final Paper paper = new Paper(this::paper);

  Ink(long seed) {
    noise = new Noise(seed + 700);
  }

  private static int reach(float unit) {
    return Math.max(1, Math.round(unit / 420));
  }

  private void paper(Paper.Sheet to, int i, int x, int y, int width, int height, float unit) {
    float bleed = unit * 0.008f;
    int reach = reach(unit);
    float wx = noise.fbm(x / bleed * 0.22f, y / bleed * 0.22f, 3);
    float wy = noise.fbm(x / bleed * 0.22f + 40, y / bleed * 0.22f, 3);
    int sx = Math.max(reach, Math.min(width - 1 - reach, (int) (x + wx * bleed)));
    int sy = Math.max(reach, Math.min(height - 1 - reach, (int) (y + wy * bleed)));
    to.source()[i] = sy * width + sx;
    to.pool()[i] = 1 + 0.35f * noise.fbm(x / unit * 4, y / unit * 4, 4);
    to.first()[i] = Curve.smooth(-0.25f, 0.35f, noise.fbm(x / unit * 90, y / unit * 30, 2));
    to.second()[i] = 0.022f * noise.fbm(x * 0.05f, y * 0.4f, 3);
  }

  @Override
  public void apply(Canvas canvas, float unit) {
    Paper.Sheet sheet = paper.sheet(canvas, unit, 15L * Noise.FLOP + 40);
    float[] rgb = canvas.rgb();
    float[] source = rgb.clone();
    int width = canvas.width();
    int reach = reach(unit);
    float gain = gain(source);
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int s = sheet.source()[i] * 3;
        float here = grey(source, s) * gain;
        float gx = grey(source, s + reach * 3) - grey(source, s - reach * 3);
        float gy = grey(source, s + reach * width * 3) - grey(source, s - reach * width * 3);
        float edge = (float) Math.sqrt(gx * gx + gy * gy) * gain;
        float wash = 1 - Curve.smooth(0.03f, 0.74f, here);
        float line = Curve.smooth(0.07f, 0.34f, edge) * (0.45f + 0.55f * sheet.first()[i]);
        float ink =
            Curve.clamp(wash * (0.35f + 0.65f * wash) * 0.9f * sheet.pool()[i] + line * 0.55f);
        float fibre = sheet.second()[i];
        float strongest = Math.max(source[s + 1], source[s + 2]);
        float red = Curve.clamp((source[s] - strongest) * 2.6f - 0.35f);
        int j = i * 3;
        put(rgb, j, 0.952f + fibre, 0.09f, ink, red * 0.85f, 0.72f);
        put(rgb, j + 1, 0.93f + fibre, 0.095f, ink, red * 0.85f, 0.2f);
        put(rgb, j + 2, 0.875f + fibre, 0.11f, ink, red * 0.85f, 0.16f);
      }
      canvas.effort().spent(width * 80L);
    }
  }

  /** Brings dark scenes up to where washes can be told apart. */
  private static float gain(float[] rgb) {
    double sum = 0;
    for (int j = 0; j < rgb.length; j += 3 * 16) {
      sum += grey(rgb, j);
    }
    double mean = sum / (rgb.length / 48.0);
    return (float) Math.max(0.7, Math.min(2.4, 0.5 / Math.max(0.05, mean)));
  }

  private static void put(
      float[] rgb, int j, float paper, float black, float ink, float red, float tint) {
    float washed = paper + (black - paper) * ink;
    rgb[j] = washed + (tint - washed) * red;
  }

  private static float grey(float[] rgb, int j) {
    return 0.3f * rgb[j] + 0.59f * rgb[j + 1] + 0.11f * rgb[j + 2];
  }
}
