package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * A bank of fog around a height.
 *
 * @param middle height where it is thickest
 * @param reach scene units up and down to where it ends
 * @param opacity at the thickest, 0 to 1
 */
record Mist(Stage stage, float middle, float reach, float opacity) implements Element {
  @Override
  public float nearness() {
    return 0.3f;
  }

  @Override
  public Motion motion() {
    return Motion.DRIFTING;
  }

  @Override
  public float drift() {
    return stage.unit() * 0.016f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(9);
    Colour colour = stage.light().haze().mix(stage.light().horizon(), 0.35);
    int from = canvas.rowOf(middle - reach);
    int to = canvas.rowOf(middle + reach);
    for (int y = from; y < to; y++) {
      float sy = canvas.sceneY(y);
      float v = Math.abs(sy - middle) / reach;
      float shape = 1 - v * v;
      for (int x = 0; x < canvas.width(); x++) {
        float wisp = noise.fbm(canvas.sceneX(x) / stage.unit() * 2f, sy / stage.unit() * 9f, 3);
        float a = Curve.clamp(opacity * shape * shape * (0.72f + 0.9f * wisp));
        canvas.blend(x, y, colour.r(), colour.g(), colour.b(), a);
      }
      canvas.effort().spent(canvas.width() * (3L * Noise.FLOP + 14 + Canvas.BLEND_FLOP));
    }
  }
}
