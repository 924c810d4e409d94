package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** The empty sky: a gradient, brighter and warmer towards the lamp, with a trace of thin cloud. */
record Sky(Stage stage) implements Element {
  @Override
  public float nearness() {
    return 0.02f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Light light = stage.light();
    Noise noise = stage.noise().branch(1);
    float reach = 1 / (stage.unit() * 0.95f);
    Colour warm = light.lamp().times(light.night() ? 0.55 : 1.25);
    int octaves = 3;
    for (int y = 0; y < canvas.height(); y++) {
      float sy = canvas.sceneY(y);
      float t = Math.max(0, sy / stage.horizon());
      Colour base = light.sky(Math.min(1, t));
      float dy = (sy - light.lampY()) * 1.25f;
      for (int x = 0; x < canvas.width(); x++) {
        float sx = canvas.sceneX(x);
        float dx = sx - light.lampX();
        float d = (float) Math.sqrt(dx * dx + dy * dy) * reach;
        float near = Curve.decay(d * 2.6f) * 0.5f;
        float veil =
            1 + 0.035f * noise.fbm(sx / stage.unit() * 2.2f, sy / stage.unit() * 6f, octaves);
        canvas.blend(
            x,
            y,
            (base.r() + (warm.r() - base.r()) * near) * veil,
            (base.g() + (warm.g() - base.g()) * near) * veil,
            (base.b() + (warm.b() - base.b()) * near * 0.8f) * veil,
            1);
      }
      canvas.effort().spent(canvas.width() * (40L + Canvas.BLEND_FLOP + octaves * Noise.FLOP));
    }
  }
}
