package io.colophon.provider.local.image.scene;

import static io.colophon.provider.local.image.raster.Colour.hex;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/** The milky way, or in empty space a nebula: bands of lit dust. */
record Heavens(Stage stage, boolean space, Colour tint) implements Element {
  @Override
  public float nearness() {
    return 0.015f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(21);
    float unit = stage.unit();
    float cx = stage.width() * 0.52f;
    float cy = space ? stage.height() * 0.5f : stage.horizon() * 0.45f;
    Colour warm = hex(0xf2d9c0);
    int bottom = space ? canvas.height() : canvas.rowOf(stage.horizon());
    for (int y = 0; y < bottom; y++) {
      float dy = (canvas.sceneY(y) - cy) / unit;
      for (int x = 0; x < canvas.width(); x++) {
        float dx = (canvas.sceneX(x) - cx) / unit;
        float along = dx * 0.8f - dy * 0.6f;
        float across = dx * 0.6f + dy * 0.8f;
        float dust = noise.fbm(along * 2.2f, across * 3.1f, 5);
        float off = (across + dust * 0.16f) * (space ? 2.4f : 4.6f);
        float band = Curve.decay(off * off * 1.6f) * (0.75f + 0.5f * dust);
        float lane =
            Curve.smooth(0.02f, 0.4f, noise.ridged(along * 2.6f + 4, across * 4.4f, 3) - 0.55f);
        float core = Curve.decay(off * off * 6) * Curve.decay(along * along * 1.2f);
        float a = Curve.clamp(band * (space ? 0.75f : 0.42f) * (1 - 0.55f * lane * core));
        float m = Curve.clamp(core * 0.9f + 0.25f * dust);
        float k = 0.5f + 0.5f * m;
        canvas.blend(
            x,
            y,
            (tint.r() + (warm.r() - tint.r()) * m) * k,
            (tint.g() + (warm.g() - tint.g()) * m) * k,
            (tint.b() + (warm.b() - tint.b()) * m) * k,
            a);
      }
      canvas.effort().spent(canvas.width() * (8L * Noise.FLOP + 50 + Canvas.BLEND_FLOP));
    }
  }
}
