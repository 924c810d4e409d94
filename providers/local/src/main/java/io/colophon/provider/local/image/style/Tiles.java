package io.colophon.provider.local.image.style;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** One colour per tile: glass cells with lead between them, or triangles. */
record Tiles(long seed, Kind kind) implements Filter {

  /** Which tiles. */
  enum Kind {
    MOSAIC,
    TRIANGLES
  }

  @Override
  public void apply(Canvas canvas, float unit) {
    float size = Math.max(5, unit / (kind == Kind.MOSAIC ? 46 : 26));
    Noise noise = new Noise(seed + 600);
    int width = canvas.width();
    int height = canvas.height();
    int columns = (int) (width / size) + 4;
    int rows = (int) (height / size) + 4;
    int perCell = kind == Kind.MOSAIC ? 1 : 2;
    float[] sums = new float[columns * rows * perCell * 4];
    int[] tile = new int[width * height];
    float[] gap = new float[width * height];
    float[] rgb = canvas.rgb();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int t =
            kind == Kind.MOSAIC
                ? cell(noise, x, y, size, columns, gap, i)
                : triangle(noise, x, y, size, columns);
        tile[i] = t;
        sums[t * 4] += rgb[i * 3];
        sums[t * 4 + 1] += rgb[i * 3 + 1];
        sums[t * 4 + 2] += rgb[i * 3 + 2];
        sums[t * 4 + 3] += 1;
      }
      canvas.effort().spent(width * (kind == Kind.MOSAIC ? 150L : 60L));
    }
    for (int i = 0; i < tile.length; i++) {
      int t = tile[i] * 4;
      float count = sums[t + 3];
      float tone = 1 + 0.14f * (noise.cell(tile[i], 77) - 0.5f);
      float lead = kind == Kind.MOSAIC ? Curve.smooth(0.04f, 0.13f, gap[i]) : 1;
      for (int c = 0; c < 3; c++) {
        float v = sums[t + c] / count;
        float vivid = 0.5f + (v - 0.5f) * 1.08f;
        rgb[i * 3 + c] = 0.1f + (vivid * tone - 0.1f) * lead;
      }
    }
    canvas.effort().spent((long) width * height * 20);
  }

  private static int cell(
      Noise noise, int x, int y, float size, int columns, float[] gap, int index) {
    float u = x / size + 1;
    float v = y / size + 1;
    int cx = (int) u;
    int cy = (int) v;
    float best = 9;
    float second = 9;
    int found = 0;
    for (int j = Math.max(0, cy - 1); j <= cy + 1; j++) {
      for (int i = Math.max(0, cx - 1); i <= cx + 1; i++) {
        float dx = i + 0.12f + 0.76f * noise.cell(i, j) - u;
        float dy = j + 0.12f + 0.76f * noise.cell(i + 3000, j) - v;
        float d = (float) Math.sqrt(dx * dx + dy * dy);
        if (d < best) {
          second = best;
          best = d;
          found = j * columns + i;
        } else if (d < second) {
          second = d;
        }
      }
    }
    gap[index] = second - best;
    return found;
  }

  /** Triangles of a grid whose corners are pushed about by smooth noise. */
  private static int triangle(Noise noise, int x, int y, float size, int columns) {
    float u = x / size + 1 + 0.55f * noise.at(x / size * 0.45f, y / size * 0.45f);
    float v = y / size + 1 + 0.55f * noise.at(x / size * 0.45f + 30, y / size * 0.45f);
    u = Math.max(0, Math.min(columns - 1.01f, u));
    v = Math.max(0, v);
    int cx = (int) u;
    int cy = (int) v;
    boolean even = ((cx + cy) & 1) == 0;
    float fx = u - cx;
    float fy = v - cy;
    boolean upper = even ? fx + fy < 1 : fx > fy;
    return (cy * columns + cx) * 2 + (upper ? 0 : 1);
  }
}
