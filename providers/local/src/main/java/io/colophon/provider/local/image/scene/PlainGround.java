package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Meadow, snow field or sand: level at the viewer's feet, rolling farther off.
 *
 * @param swell height of the hills, in eye heights
 * @param main colour
 * @param patch second colour, in patches
 * @param grain how strongly the fine texture shows, 0 to 1
 */
record PlainGround(Noise noise, int octaves, float swell, Colour main, Colour patch, float grain)
    implements Ground {
  @Override
  public float height(float x, float z) {
    float rolling = Curve.smooth(2.2f, 12, z) * swell;
    float bumps = 0.03f * noise.fbm(x * 1.7f, z * 1.7f, 2) * Math.min(z, 4);
    if (rolling <= 0) {
      return bumps;
    }
    return bumps + rolling * (0.35f + noise.fbm(x * 0.09f, z * 0.1f, 3));
  }

  @Override
  public void colour(float x, float z, float height, float steep, float[] rgb) {
    float wide = noise.fbm(x * 0.5f + 9, z * 0.5f, 3);
    float fine = noise.fbm(x * 9f, z * 5f, Math.max(1, octaves - 2));
    float far = 1 / (1 + z * 0.12f);
    Colour base = main.mix(patch, Curve.smooth(-0.25f, 0.45f, wide));
    float k = 1 + grain * (0.5f * fine * far + 0.25f * wide);
    rgb[0] = base.r() * k;
    rgb[1] = base.g() * k;
    rgb[2] = base.b() * k;
  }

  @Override
  public long heightFlop() {
    return Terrain.flop(5);
  }
}
