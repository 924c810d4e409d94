package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * A volcano with glowing lava and a plume.
 *
 * @param side middle of the cone, 0 the left edge, 1 the right
 */
record Volcano(Stage stage, float side) implements Element {
  @Override
  public float nearness() {
    return 0.12f;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(81);
    float cx = stage.width() * side;
    float tall = Math.min(stage.horizon() * 0.62f, stage.unit() * 0.46f);
    float top = stage.horizon() - tall;
    float unit = stage.unit();
    for (int puff = 0; puff < 26; puff++) {
      float age = puff / 26f + (seconds * 0.05f - (float) Math.floor(seconds * 0.05f)) / 26f;
      float px = cx + unit * (0.28f * age * age + 0.05f * noise.at(puff * 1.7f, 3));
      float py = top - unit * (0.02f + 0.36f * age);
      Colour grey = stage.light().on(hex(0x6a6468), 0.5f).mix(hex(0xff7a3a), 0.5 * (1 - age * 3));
      canvas.glow(px, py, unit * (0.05f + 0.12f * age), grey, 0.6 * (1 - age));
    }
    canvas.glow(cx, top, unit * 0.16, hex(0xff6a2a), 0.7);
    int y0 = canvas.rowOf(top - 4);
    int y1 = canvas.rowOf(stage.horizon() + unit * 0.02f);
    for (int y = y0; y < y1; y++) {
      float t = (canvas.sceneY(y) - top) / tall;
      for (int x = 0; x < canvas.width(); x++) {
        float dx = (canvas.sceneX(x) - cx) / unit;
        float rim = unit * 0.012f * noise.at(dx * 30, 1);
        float half = unit * (0.06f + 0.5f * t * (0.45f + 0.55f * t));
        float a = 1 - Curve.smooth(half * 0.97f, half * 1.01f, Math.abs(dx) * unit + rim);
        if (a <= 0 || t < 0) {
          continue;
        }
        float rock = noise.ridged(dx * 9 / (0.4f + t), t * 3, 4);
        float lean = dx * (stage.light().lampX() > cx ? 1 : -1);
        Colour c = stage.light().on(hex(0x5c524e).times(0.5f + 0.7f * rock), 0.5f + lean * 1.5f);
        c = stage.light().through(c, 0.25f);
        float flow = noise.fbm(dx * 11 / (0.35f + t), t * 1.6f - seconds * 0.05f, 3);
        float lava = Curve.smooth(0.16f, 0.34f, flow) * (1 - Curve.smooth(0.3f, 0.85f, t));
        lava = Math.max(lava, 1 - Curve.smooth(0.0f, 0.03f, t));
        c = c.mix(hex(0xff5a1a).mix(hex(0xffd24a), flow + 0.3), lava);
        canvas.blend(x, y, c.r(), c.g(), c.b(), a);
      }
      canvas.effort().spent(canvas.width() * (8L * Noise.FLOP + 50));
    }
  }
}
