package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * A waterfall over a cliff.
 *
 * @param x middle of the fall
 * @param top its edge
 * @param foot where it meets the pool
 * @param width of the falling water at its edge
 */
record Cascade(Stage stage, float x, float top, float foot, float width) implements Element {
  @Override
  public float nearness() {
    return GROUND;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(33);
    Light light = stage.light();
    float tall = foot - top;
    float cliff = width * 2.6f;
    Colour rock = hex(0x6f6a62);
    Colour moss = hex(0x55793f);
    int y0 = canvas.rowOf(top - tall * 0.2f);
    int y1 = canvas.rowOf(foot + tall * 0.02f);
    int x0 = canvas.columnOf(x - cliff * 1.5f);
    int x1 = canvas.columnOf(x + cliff * 1.5f);
    for (int y = y0; y < y1; y++) {
      float sy = canvas.sceneY(y);
      float t = (sy - top) / tall;
      for (int px = x0; px < x1; px++) {
        float sx = canvas.sceneX(px);
        float u = (sx - x) / tall;
        float v = (sy - top) / tall;
        float rough = noise.fbm(u * 3, 4, 3);
        float crown =
            top
                - tall
                    * (0.08f + 0.1f * rough)
                    * Curve.smooth(width * 0.4f, width, Math.abs(sx - x));
        float side = cliff * (0.8f + 0.35f * t + 0.3f * noise.fbm(v * 3, u > 0 ? 1 : 8, 3));
        float a =
            Curve.smooth(crown - 1.5f, crown + 1.5f, sy)
                * (1 - Curve.smooth(side * 0.96f, side * 1.04f, Math.abs(sx - x)));
        if (a > 0) {
          float stone = noise.ridged(u * 5 + 0.4f * rough, v * 2.2f, 5);
          float green = Curve.smooth(0.25f, 0.7f, noise.fbm(u * 4, v * 5 + 3, 3) + 0.55f - v);
          Colour c = light.on(rock.times(0.45f + 0.75f * stone).mix(moss, green * 0.8f), 0.65f);
          canvas.blend(px, y, c.r(), c.g(), c.b(), a);
        }
        float half = width * (0.5f + 0.14f * t) * (1 + 0.12f * noise.at(v * 4, 2));
        float fall = 1 - Curve.smooth(half * 0.8f, half * 1.05f, Math.abs(sx - x));
        if (fall > 0 && t > -0.015f) {
          float strand = noise.fbm((sx - x) / width * 9, v * 2.2f - seconds * 2.4f, 3);
          float k = 0.82f + 0.3f * strand;
          Colour c = light.on(hex(0xf2f8ff).times(k), 0.85f);
          canvas.blend(px, y, c.r(), c.g(), c.b(), fall * (0.8f + 0.2f * k));
        }
      }
      canvas.effort().spent(Math.max(0, x1 - x0) * (14L * Noise.FLOP + 60));
    }
    Colour spray = light.on(Colour.WHITE, 0.8f);
    for (int i = -2; i <= 2; i++) {
      float breathe = 1 + 0.15f * Curve.sin(seconds * 2 + i);
      canvas.glow(x + i * width * 0.32, foot, width * 0.55 * breathe, spray, 0.5);
    }
  }
}
