package io.colophon.provider.local.image.texture;

import io.colophon.provider.local.image.prompt.ScenePrompt;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Effort;
import io.colophon.provider.local.image.raster.Noise;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints a prompt that names nothing we can draw as folded, lit cloth of colour: the network gives
 * height and hue at every fourth or so pixel, noise adds the grain between, and a lamp from the
 * upper left shows the folds.
 */
public final class TexturePainter {
  private final Noise noise;
  private final List<Colour> palette;
  private final WordNetwork network;

  private TexturePainter(ScenePrompt prompt, long seed, int octaves) {
    this.noise = new Noise(seed + 404, octaves);
    this.palette = palette(prompt);
    this.network = new WordNetwork(prompt.words(), seed);
  }

  /**
   * @param octaves most octaves of grain, 1 to 8
   * @param seconds moment of a film; 0 for a still
   */
  public static void paint(
      Canvas canvas, ScenePrompt prompt, long seed, int octaves, float seconds) {
    new TexturePainter(prompt, seed, octaves).paint(canvas, seconds);
  }

  private static List<Colour> palette(ScenePrompt prompt) {
    List<Colour> chosen = new ArrayList<>(prompt.colours());
    float turn = prompt.words().get(0) * 0.24f + prompt.words().get(1) * 0.16f;
    float spread = 0.09f + 0.13f * Math.abs(prompt.words().get(2));
    for (int i = chosen.size(); i < 5; i++) {
      if (!prompt.colours().isEmpty()) {
        Colour from = prompt.colours().get(i % prompt.colours().size());
        chosen.add(from.mix(i % 2 == 0 ? Colour.WHITE : new Colour(0.04f, 0.05f, 0.12f), 0.5));
      } else {
        double value = i == 0 ? 0.25 : 0.5 + 0.12 * i;
        chosen.add(Colour.hsv(turn + spread * i, 0.78 - 0.11 * i, Math.min(0.98, value)));
      }
    }
    return chosen;
  }

  private void paint(Canvas canvas, float seconds) {
    int width = canvas.width();
    int height = canvas.height();
    float small = Math.min(width, height);
    int step = Math.max(1, (int) (small / 256));
    int columns = (width + step - 1) / step + 2;
    int rows = (height + step - 1) / step + 2;
    float[][][] grid = new float[rows][WordNetwork.OUTPUTS][columns];
    float[] xs = new float[columns];
    for (int c = 0; c < columns; c++) {
      xs[c] = ((c * step) - width / 2f) / small * 2.1f;
    }
    Effort effort = canvas.effort();
    float sway = 0.12f * Curve.sin(seconds * 0.35f);
    for (int r = 0; r < rows; r++) {
      float y = ((r * step) - height / 2f) / small * 2.1f;
      network.row(xs, y + sway, grid[r], effort);
      effort.progress(0.6 * r / rows);
    }
    for (int y = 0; y < height; y++) {
      shade(canvas, grid, step, y, small);
    }
  }

  private void shade(Canvas canvas, float[][][] grid, int step, int y, float small) {
    int width = canvas.width();
    int r = y / step;
    float fy = (y - r * step) / (float) step;
    float fold = small / step * 0.011f;
    for (int x = 0; x < width; x++) {
      int c = x / step;
      float fx = (x - c * step) / (float) step;
      float height = value(grid, r, c, fx, fy, 0);
      float slopeX =
          mix(grid[r][0][c + 1] - grid[r][0][c], grid[r + 1][0][c + 1] - grid[r + 1][0][c], fy);
      float slopeY =
          mix(grid[r + 1][0][c] - grid[r][0][c], grid[r + 1][0][c + 1] - grid[r][0][c + 1], fx);
      float warp = value(grid, r, c, fx, fy, 1);
      float u = x / small * 5;
      float v = y / small * 5;
      float grain = noise.fbm(u + warp * 2.2f, v + height * 2.2f, 5);
      float vein = noise.ridged(u * 0.6f + warp * 1.4f, v * 0.6f - height, 4);
      float lit = 0.78f - (slopeX + slopeY) * fold * 10 + 0.16f * grain;
      float at =
          Curve.clamp(0.5f + 0.46f * height + 0.2f * warp + 0.12f * grain)
              * (palette.size() - 1.001f);
      int k = (int) at;
      Colour a = palette.get(k);
      Colour b = palette.get(k + 1);
      float t = Curve.smooth(0.15f, 0.85f, at - k);
      float gleam = Curve.smooth(0.82f, 1.02f, vein) * 0.4f;
      float bright = Math.max(0.5f, Math.min(1.45f, lit));
      canvas.blend(
          x,
          y,
          (a.r() + (b.r() - a.r()) * t) * bright + gleam,
          (a.g() + (b.g() - a.g()) * t) * bright + gleam * 0.92f,
          (a.b() + (b.b() - a.b()) * t) * bright + gleam * 0.78f,
          1);
    }
    canvas.effort().spent(width * (9L * Noise.FLOP + 90));
  }

  private static float value(float[][][] grid, int r, int c, float fx, float fy, int k) {
    float top = mix(grid[r][k][c], grid[r][k][c + 1], fx);
    float bottom = mix(grid[r + 1][k][c], grid[r + 1][k][c + 1], fx);
    return mix(top, bottom, fy);
  }

  private static float mix(float a, float b, float t) {
    return a + (b - a) * t;
  }
}
