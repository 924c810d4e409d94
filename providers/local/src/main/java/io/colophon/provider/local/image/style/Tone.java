package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** Styles that only bend each pixel's colour: pastel chalk, black and white, an old photograph. */
record Tone(Kind kind, long seed) implements Filter {

  /** Which bend. */
  enum Kind {
    PASTEL,
    NOIR,
    VINTAGE
  }

  @Override
  public void apply(Canvas canvas, float unit) {
    Noise noise = new Noise(seed);
    float[] rgb = canvas.rgb();
    int width = canvas.width();
    float cx = width / 2f;
    float cy = canvas.height() / 2f;
    float reach = 1 / (cx * cx + cy * cy);
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < width; x++) {
        int j = (y * width + x) * 3;
        float grey = 0.2126f * rgb[j] + 0.7152f * rgb[j + 1] + 0.0722f * rgb[j + 2];
        float edge = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) * reach;
        switch (kind) {
          case PASTEL -> {
            float chalk = 0.05f * noise.fbm(x * 0.35f, y * 0.35f, 2);
            for (int c = 0; c < 3; c++) {
              float soft = grey + (rgb[j + c] - grey) * 0.82f;
              rgb[j + c] = 0.36f + 0.62f * soft + chalk;
            }
            rgb[j] += 0.03f;
          }
          case NOIR -> {
            float s = Curve.smooth(0.02f, 0.95f, grey) * (1 - 0.45f * edge);
            float grain = 0.035f * (noise.cell(x, y) - 0.5f);
            rgb[j] = s + grain;
            rgb[j + 1] = s + grain;
            rgb[j + 2] = s + grain;
          }
          case VINTAGE -> {
            float s = 0.08f + 0.84f * grey;
            float grain = 0.05f * (noise.cell(x, y) - 0.5f);
            float dim = 1 - 0.5f * edge * edge;
            rgb[j] = (rgb[j] * 0.25f + s * 0.84f + 0.06f + grain) * dim;
            rgb[j + 1] = (rgb[j + 1] * 0.25f + s * 0.72f + 0.03f + grain) * dim;
            rgb[j + 2] = (rgb[j + 2] * 0.2f + s * 0.52f + grain) * dim;
          }
        }
      }
      canvas.effort().spent(width * (kind == Kind.PASTEL ? 2L * Noise.FLOP + 30 : 40L));
    }
  }
}
