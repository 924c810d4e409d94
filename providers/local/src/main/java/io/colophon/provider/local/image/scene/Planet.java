package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;
import io.colophon.provider.local.image.raster.Path;

/** A banded planet with a ring, half in shade. */
record Planet(Stage stage, float x, float y, float radius, Colour colour) implements Element {
  private static final float TILT = 0.32f;

  @Override
  public float nearness() {
    return 0.08f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    Noise noise = stage.noise().branch(22);
    canvas.glow(x, y, radius * 1.5, colour, 0.28);
    ring(canvas, noise, true);
    canvas.fill(new Path().circle(x, y, radius), (px, py, rgba) -> surface(px, py, noise, rgba));
    ring(canvas, noise, false);
  }

  private void surface(float px, float py, Noise noise, float[] rgba) {
    float u = (px - x) / radius;
    float v = (py - y) / radius;
    float w = (float) Math.sqrt(Math.max(0, 1 - u * u - v * v));
    float latitude = v * 0.95f + u * 0.3f;
    float swirl = 0.09f * noise.fbm(u * 3 + w, latitude * 5, 4);
    float band = 0.5f + 0.5f * Curve.sin((latitude + swirl) * 13);
    float lit = Curve.clamp(0.08f + 0.95f * (-0.62f * u - 0.42f * v + 0.66f * w));
    float k = (0.72f + 0.42f * band) * lit;
    rgba[0] = (colour.r() + (1 - colour.r()) * 0.35f * band) * k;
    rgba[1] = (colour.g() + (1 - colour.g()) * 0.3f * band) * k;
    rgba[2] = (colour.b() + (1 - colour.b()) * 0.2f * band) * k;
  }

  private void ring(Canvas canvas, Noise noise, boolean behind) {
    float reach = radius * 2.15f;
    Path box = new Path().rectangle(x - reach, y - reach, reach * 2, reach * 2);
    canvas.fill(
        box,
        (px, py, rgba) -> {
          float dx = (px - x) / radius;
          float dy = (py - y) / radius;
          float u = dx * 0.953f + dy * 0.303f;
          float v = (-dx * 0.303f + dy * 0.953f) / TILT;
          float d = (float) Math.sqrt(u * u + v * v);
          boolean far = v < 0;
          float edge = Curve.smooth(1.3f, 1.38f, d) * (1 - Curve.smooth(1.98f, 2.08f, d));
          float lanes = 0.6f + 0.4f * noise.at(d * 16, 3);
          float shaded = far && u > 0.1f && Math.abs(u) < 1 ? 0.45f : 1;
          rgba[0] = (colour.r() * 0.5f + 0.48f) * lanes * shaded;
          rgba[1] = (colour.g() * 0.5f + 0.44f) * lanes * shaded;
          rgba[2] = (colour.b() * 0.5f + 0.38f) * lanes * shaded;
          rgba[3] = far == behind ? edge * (0.5f + 0.35f * lanes) : 0;
        });
  }
}
