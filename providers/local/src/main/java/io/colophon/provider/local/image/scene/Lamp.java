package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;
import io.colophon.provider.local.image.raster.Path;

/**
 * The sun, or the moon with its dark plains, and the light around it.
 *
 * @param radius scene units
 * @param crescent whether the moon is a sickle
 * @param rise scene units per second it climbs in a film; negative sinks
 */
record Lamp(
    Stage stage,
    boolean moon,
    float x,
    float y,
    float radius,
    Colour colour,
    boolean crescent,
    float rise)
    implements Element {
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
    float cy = y - rise * seconds;
    Colour halo = colour.mix(stage.light().lamp().times(1.3), 0.5);
    canvas.glow(x, cy, radius * (moon ? 5.5 : 7), halo, moon ? 0.26 : 0.42);
    canvas.glow(x, cy, radius * 2.4, halo, moon ? 0.3 : 0.65);
    Path disc = new Path().circle(x, cy, radius);
    if (moon) {
      Noise noise = stage.noise().branch(3);
      canvas.fill(disc, (px, py, rgba) -> face(px, py - cy + y, noise, rgba));
    } else {
      Colour rim = colour.mix(halo, 0.35);
      float inverse = 1 / (radius * radius);
      canvas.fill(
          disc,
          (px, py, rgba) -> {
            float d = ((px - x) * (px - x) + (py - cy) * (py - cy)) * inverse;
            rgba[0] = colour.r() + (rim.r() - colour.r()) * d;
            rgba[1] = colour.g() + (rim.g() - colour.g()) * d;
            rgba[2] = colour.b() + (rim.b() - colour.b()) * d;
          });
    }
  }

  private void face(float px, float py, Noise noise, float[] rgba) {
    float u = (px - x) / radius;
    float v = (py - y) / radius;
    float plains = Curve.smooth(-0.05f, 0.4f, noise.fbm(u * 1.7f, v * 1.7f, 4));
    float edge = 1 - 0.22f * (u * u + v * v);
    float k = edge * (1 - 0.26f * plains) * (1 + 0.08f * noise.fbm(u * 7, v * 7, 3));
    rgba[0] = colour.r() * k;
    rgba[1] = colour.g() * k;
    rgba[2] = colour.b() * k;
    if (crescent) {
      float du = u + 0.52f;
      float dv = v + 0.18f;
      rgba[3] = Curve.smooth(0.86f, 1.0f, (float) Math.sqrt(du * du + dv * dv));
    }
  }
}
