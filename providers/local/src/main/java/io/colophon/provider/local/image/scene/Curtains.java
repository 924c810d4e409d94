package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * An aurora: curtains of light that hang from a winding lower seam and fade upwards.
 *
 * @param seam colour at the lower edge
 * @param veil colour higher up
 */
record Curtains(Stage stage, Colour seam, Colour veil) implements Element {
  @Override
  public float nearness() {
    return 0.03f;
  }

  @Override
  public Motion motion() {
    return Motion.LIVE;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(8);
    for (int curtain = 0; curtain < 3; curtain++) {
      for (int x = 0; x < canvas.width(); x++) {
        column(canvas, noise, curtain, x, seconds);
      }
    }
  }

  private void column(Canvas canvas, Noise noise, int curtain, int x, float seconds) {
    float u = canvas.sceneX(x) / stage.unit();
    float slow = seconds * 0.05f;
    float wind = noise.fbm(u * 0.9f + curtain * 7.3f + slow, curtain * 3.1f + slow, 3);
    float low = stage.horizon() * (0.8f - 0.17f * curtain + 0.34f * wind);
    float rays = 0.55f + 0.45f * noise.fbm(u * 14 + wind * 9 + seconds * 0.35f, curtain * 5f, 2);
    float broad = Curve.smooth(-0.35f, 0.3f, noise.at(u * 1.3f - slow * 2, curtain * 9f + 4));
    float tall = stage.horizon() * (0.34f + 0.3f * rays) * (1 - 0.15f * curtain);
    float strength = rays * broad * (0.95f - 0.2f * curtain);
    int bottom = canvas.rowOf(low + tall * 0.05f);
    int top = canvas.rowOf(low - tall);
    float inverse = 1 / tall;
    for (int y = top; y < bottom; y++) {
      float t = (low - canvas.sceneY(y)) * inverse;
      float glow = t < 0 ? 1 + t * 20 : (1 - t) * (1 - t);
      float mix = Curve.clamp(t * 1.6f);
      canvas.blend(
          x,
          y,
          seam.r() + (veil.r() - seam.r()) * mix,
          seam.g() + (veil.g() - seam.g()) * mix,
          seam.b() + (veil.b() - seam.b()) * mix,
          Curve.clamp(glow * strength * 1.25f));
    }
    canvas.effort().spent(6L * Noise.FLOP + Math.max(0, bottom - top) * (16L + Canvas.BLEND_FLOP));
  }
}
