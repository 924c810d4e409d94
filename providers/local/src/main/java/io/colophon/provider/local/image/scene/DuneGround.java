package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Dunes: long crests with a gentle and a steep side, and ripples of the wind near by.
 *
 * @param sand colour
 */
record DuneGround(Noise noise, Colour sand) implements Ground {
  @Override
  public float height(float x, float z) {
    float rise = Curve.smooth(1.4f, 9, z);
    float u = x * 0.11f + 0.35f * noise.at(x * 0.06f, z * 0.06f);
    float v = z * 0.1f + 0.22f * u;
    float fold = 1 - Math.abs(noise.at(u + 4, v * 1.6f)) * 1.6f;
    float crest = fold > 0 ? fold * fold : 0;
    float second = 1 - Math.abs(noise.at(u * 2.1f - 7, v * 3f)) * 1.7f;
    float low = second > 0 ? second * second * 0.32f : 0;
    float ripple = 0.006f * Curve.sin(x * 26 + z * 13 + 6 * noise.at(x * 0.8f, z * 0.8f));
    return rise * (crest + low) * 2.1f + ripple / (1 + z * 0.25f);
  }

  @Override
  public void colour(float x, float z, float height, float steep, float[] rgb) {
    float k = 0.97f + 0.07f * noise.fbm(x * 3, z * 3, 3) + 0.05f * noise.at(x * 0.3f, z * 0.3f);
    rgb[0] = sand.r() * k;
    rgb[1] = sand.g() * k;
    rgb[2] = sand.b() * k;
  }

  @Override
  public long heightFlop() {
    return Terrain.flop(4) + 30;
  }
}
