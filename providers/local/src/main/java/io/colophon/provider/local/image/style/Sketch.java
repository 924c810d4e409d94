package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** Pencil on paper: outlines where colours change, and hatching in two directions for shade. */
record Sketch(long seed) implements Filter {
  @Override
  public void apply(Canvas canvas, float unit) {
    Noise noise = new Noise(seed + 800);
    float[] rgb = canvas.rgb();
    float[] source = rgb.clone();
    int width = canvas.width();
    int height = canvas.height();
    int reach = Math.max(1, Math.round(unit / 700));
    float pitch = Math.max(3.2f, unit / 170);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sx = Math.max(reach, Math.min(width - 1 - reach, x));
        int sy = Math.max(reach, Math.min(height - 1 - reach, y));
        int s = (sy * width + sx) * 3;
        int right = reach * 3;
        int down = reach * width * 3;
        float edge = 0;
        for (int c = 0; c < 3; c++) {
          edge +=
              Math.abs(source[s + right + c] - source[s - right + c])
                  + Math.abs(source[s + down + c] - source[s - down + c]);
        }
        float here = 0.3f * source[s] + 0.59f * source[s + 1] + 0.11f * source[s + 2];
        float wobble = noise.fbm(x / unit * 9, y / unit * 9, 2) * pitch * 1.2f;
        float grain = 0.5f + 0.7f * noise.fbm(x * 0.45f, y * 0.45f, 2);
        float first =
            line((x + y) * 0.7071f + wobble, pitch) * (1 - Curve.smooth(0.3f, 0.78f, here));
        float second =
            line((x - y) * 0.7071f - wobble, pitch) * (1 - Curve.smooth(0.1f, 0.42f, here));
        float lead =
            Curve.clamp(
                Curve.smooth(0.1f, 0.55f, edge) * 0.85f * (0.65f + 0.5f * grain)
                    + first * 0.55f * grain
                    + second * 0.6f * grain);
        int j = (y * width + x) * 3;
        float paper = 0.965f + 0.015f * noise.at(x * 0.3f, y * 0.3f);
        rgb[j] = paper + (0.17f - paper) * lead;
        rgb[j + 1] = paper - 0.012f + (0.17f - paper) * lead;
        rgb[j + 2] = paper - 0.035f + (0.2f - paper) * lead;
      }
      canvas.effort().spent(width * (5L * Noise.FLOP + 80));
    }
  }

  private static float line(float at, float pitch) {
    float t = at / pitch;
    float d = Math.abs(t - (float) Math.floor(t) - 0.5f) * 2;
    return Curve.smooth(0.25f, 0.8f, d);
  }
}
