package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Land in perspective. Each pixel column walks away from the eye over the height field and keeps
 * what rises above everything nearer, so that hills hide hills; then it is painted from far to
 * near. Slopes are lit from the lamp, and distance fades into haze.
 *
 * @param near first {@code z}, at least 1
 * @param far last {@code z}
 * @param relief how strongly slopes show in the light
 */
record Terrain(Stage stage, Ground ground, float near, float far, float relief, float nearness)
    implements Element {
  private static final int MAX_STEPS = 1400;

  @Override
  public void paint(Canvas canvas, float seconds) {
    new Columns(canvas).paint();
  }

  /** Horizontal pixels of one eye height at {@code z = 1}. */
  static float focal(Stage stage) {
    return (stage.height() - stage.horizon()) * 1.35f;
  }

  /** Height on the picture of a point of the land. */
  static float screenY(Stage stage, float z, float height) {
    return stage.horizon() + (stage.height() - stage.horizon()) * (1 - height) / z;
  }

  private final class Columns {
    private final Canvas canvas;
    private final float[] tops = new float[MAX_STEPS + 1];
    private final float[] colours = new float[(MAX_STEPS + 1) * 3];
    private final boolean[] jumps = new boolean[MAX_STEPS + 1];
    private final float[] rgb = new float[3];
    private final float growth;
    private final int steps;
    private final float lightX;
    private final float lightY;
    private final float lightZ;

    Columns(Canvas canvas) {
      this.canvas = canvas;
      float rows = (stage.height() - stage.horizon()) * canvas.view().scale();
      double wanted = Math.max(70, Math.min(520, rows * 0.9));
      double ratio = StrictMath.log(far / near);
      steps = (int) Math.max(24, Math.min(MAX_STEPS, wanted * ratio / (near > 8 ? 0.55 : 2.6)));
      growth = (float) StrictMath.exp(ratio / steps);
      Light light = stage.light();
      float lx = (light.lampX() - stage.width() / 2) / stage.unit() * 1.3f;
      float ly = Math.max(0.12f, (stage.horizon() - light.lampY()) / stage.unit() * 1.6f);
      // A low lamp stands behind the land, a high one over the viewer's shoulder.
      float lz = ly < 0.55f ? 0.55f : -0.45f;
      float length = (float) Math.sqrt(lx * lx + ly * ly + lz * lz);
      lightX = lx / length;
      lightY = ly / length;
      lightZ = lz / length;
    }

    void paint() {
      float focal = focal(stage);
      for (int column = 0; column < canvas.width(); column++) {
        float ray = (canvas.sceneX(column) - stage.width() / 2) / focal;
        int found = walk(ray);
        fill(column, found);
        canvas.effort().spent(steps * (ground.heightFlop() + 12) + found * 2 * ground.heightFlop());
      }
    }

    private int walk(float ray) {
      float lowest = stage.height() * 1.3f;
      int found = 0;
      boolean hidden = false;
      float z = near;
      for (int k = 0; k <= steps; k++) {
        float x = ray * z;
        float h = ground.height(x, z);
        float y = screenY(stage, z, h);
        if (y < lowest - 0.01f) {
          tops[found] = y;
          jumps[found] = hidden;
          shade(x, z, h, found);
          lowest = y;
          found++;
          hidden = false;
        } else {
          hidden = true;
        }
        z *= growth;
      }
      return found;
    }

    private void shade(float x, float z, float h, int index) {
      float reach = 0.012f * z;
      float slopeX = (ground.height(x + reach, z) - h) / reach;
      float slopeZ = (ground.height(x, z + reach) - h) / reach;
      float level = 1 / (float) Math.sqrt(1 + slopeX * slopeX + slopeZ * slopeZ);
      ground.colour(x, z, h, 1 - level, rgb);
      float sx = slopeX * relief;
      float sz = slopeZ * relief;
      float length = (float) Math.sqrt(1 + sx * sx + sz * sz);
      float facing = (lightY - sx * lightX - sz * lightZ) / length;
      float lit = Math.max(0.05f, facing * 0.9f + 0.1f);
      Light light = stage.light();
      Colour lamp = light.lamp();
      Colour around = light.around();
      Colour haze = light.haze();
      float share = light.hazeShare(Math.max(0, (z - 1.5f) / 48f));
      int j = index * 3;
      float r = rgb[0] * (around.r() + lamp.r() * lit);
      float g = rgb[1] * (around.g() + lamp.g() * lit);
      float b = rgb[2] * (around.b() + lamp.b() * lit);
      colours[j] = r + (haze.r() - r) * share;
      colours[j + 1] = g + (haze.g() - g) * share;
      colours[j + 2] = b + (haze.b() - b) * share;
    }

    private void fill(int column, int found) {
      Canvas.View view = canvas.view();
      for (int k = found - 1; k >= 0; k--) {
        float top = tops[k] * view.scale() + view.ty();
        float bottom = k == 0 ? canvas.height() : tops[k - 1] * view.scale() + view.ty();
        if (k == 0 && near > 1) {
          bottom = Math.max(top, screenY(stage, near, 0) * view.scale() + view.ty());
        }
        int other = k > 0 && !jumps[k] ? k - 1 : k;
        int from = Math.max(0, (int) Math.floor(top));
        int to = Math.min(canvas.height() - 1, (int) Math.floor(bottom) + (k == 0 ? 0 : 1));
        float inverse = 1 / Math.max(1e-3f, bottom - top);
        int a = k * 3;
        int b = other * 3;
        for (int row = from; row <= to; row++) {
          float t = Math.max(0, Math.min(1, (row + 0.5f - top) * inverse));
          float cover = Math.max(0, Math.min(1, row + 1 - top));
          canvas.blend(
              column,
              row,
              colours[a] + (colours[b] - colours[a]) * t,
              colours[a + 1] + (colours[b + 1] - colours[a + 1]) * t,
              colours[a + 2] + (colours[b + 2] - colours[a + 2]) * t,
              cover);
        }
        canvas.effort().spent(Math.max(0, to - from + 1) * (14L + Canvas.BLEND_FLOP));
      }
    }
  }

  /** Operations of adding octaves of noise. */
  static long flop(int octaves) {
    return (long) octaves * Noise.FLOP + 10;
  }
}
