package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * A ceiling of cloud seen in perspective: noise on a plane above, lit from the lamp's side by
 * comparing its thickness here and a little nearer the lamp.
 *
 * @param cover 0 is a few wisps, 1 is closed
 * @param tint colour of the lit side
 */
record Clouds(Stage stage, float cover, Colour tint) implements Element {
  @Override
  public float nearness() {
    return 0.06f;
  }

  @Override
  public Motion motion() {
    return Motion.DRIFTING;
  }

  @Override
  public float drift() {
    return stage.unit() * 0.012f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Light light = stage.light();
    Noise noise = stage.noise().branch(2);
    Colour lit = tint.times(light.around().plus(light.lamp().times(0.85)));
    Colour shade = light.sky(0.55f).mix(light.around().times(tint), 0.55).times(0.86);
    float unit = stage.unit();
    int octaves = Math.min(5, stage.octaves(unit * 0.3));
    int bottom = canvas.rowOf(stage.horizon() + unit * 0.02f);
    float threshold = 0.2f - cover * 0.42f;
    for (int y = 0; y < bottom; y++) {
      float up = (stage.horizon() - canvas.sceneY(y)) / unit;
      float away = 1 / (Math.max(0, up) + 0.26f);
      float fade = Curve.smooth(0.0f, 0.12f, up);
      float v = away * 0.85f;
      float towards =
          0.14f * Math.max(-1, Math.min(1, (canvas.sceneY(y) - light.lampY()) / unit * 4));
      for (int x = 0; x < canvas.width(); x++) {
        float sx = canvas.sceneX(x);
        float u = (sx - stage.width() * 0.5f) / unit * away * 0.95f;
        float thick = noise.fbm(u, v * 1.9f, octaves) + 0.35f * noise.at(u * 0.4f + 7, v * 0.5f);
        float density = Curve.smooth(threshold, threshold + 0.34f, thick);
        if (density <= 0.004f) {
          continue;
        }
        float side = 0.16f * Math.max(-1, Math.min(1, (light.lampX() - sx) / unit * 2));
        float beside = noise.fbm(u + side, v * 1.9f + towards * 2, Math.min(3, octaves));
        float bright = Curve.clamp(0.62f + (thick - beside) * 1.35f - density * 0.2f);
        float a = density * fade * (0.72f + 0.25f * cover);
        canvas.blend(
            x,
            y,
            shade.r() + (lit.r() - shade.r()) * bright,
            shade.g() + (lit.g() - shade.g()) * bright,
            shade.b() + (lit.b() - shade.b()) * bright,
            a);
      }
      canvas.effort().spent(canvas.width() * (30L + (octaves + 4) * Noise.FLOP));
    }
  }
}
