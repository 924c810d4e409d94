package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Path;

/** The turning light of a lighthouse. */
record Beam(Stage stage, float x, float y) implements Element {
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
    float unit = stage.unit();
    float turn = Curve.cos(seconds * 0.9f);
    float away = x < stage.width() / 2 ? 1 : -1;
    float reach = unit * 1.1f * turn * away;
    float rise = -unit * 0.06f;
    Colour light = new Colour(1, 0.95f, 0.75f);
    float half = Math.abs(reach) * 0.13f;
    Path cone = new Path().moveTo(x, y - unit * 0.006).lineTo(x + reach, y + rise - half);
    cone.lineTo(x + reach, y + rise + half).lineTo(x, y + unit * 0.006);
    float inverse = 1 / (Math.abs(reach) + 1);
    canvas.fill(
        cone,
        (px, py, rgba) -> {
          float t = Math.abs(px - x) * inverse;
          float across = Math.abs(py - y - rise * t) / (half * t + unit * 0.006f);
          rgba[0] = light.r();
          rgba[1] = light.g();
          rgba[2] = light.b();
          rgba[3] = Curve.clamp((1 - t) * (1 - across * across) * 0.55f);
        });
    canvas.glow(x, y, unit * 0.1, light, 0.75);
  }
}
