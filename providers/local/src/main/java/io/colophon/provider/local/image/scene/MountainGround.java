package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Ridges that rise far away: rock where it is steep, woods or meadow at the foot, snow above a
 * line.
 *
 * @param peak height of a high summit, in eye heights
 * @param from {@code z} at which the land begins to rise
 * @param snowLine height above which snow lies
 * @param rock colour of stone
 * @param foot colour of the lower slopes
 */
record MountainGround(
    Noise noise, int octaves, float peak, float from, float snowLine, Colour rock, Colour foot)
    implements Ground {
  @Override
  public float height(float x, float z) {
    float rise = Curve.smooth(from, from * 2.1f, z);
    if (rise <= 0) {
      return 0;
    }
    float u = x * 0.046f;
    float v = z * 0.046f;
    float bend = noise.at(u * 0.7f + 3, v * 0.7f) * 0.5f;
    float ridge = noise.ridged(u + bend, v - bend, octaves);
    ridge += 0.012f * noise.at(u * 7, v * 7);
    float massif = 0.75f + 0.6f * noise.at(u * 0.35f + 11, v * 0.3f - 5);
    return rise * massif * (ridge * ridge * 1.3f - 0.2f) * peak;
  }

  @Override
  public void colour(float x, float z, float height, float steep, float[] rgb) {
    float grain = noise.fbm(x * 0.9f, z * 0.9f + height * 0.6f, 3);
    float wood = 1 - Curve.smooth(0.1f * peak, 0.42f * peak, height + grain * peak * 0.22f);
    Colour stone = rock.times(0.92f + 0.24f * grain);
    Colour base = stone.mix(foot.times(0.9f + 0.35f * grain), wood * (1 - 0.5f * steep));
    float lying = snowLine + grain * peak * 0.16f;
    float snow =
        Curve.smooth(lying - peak * 0.04f, lying + peak * 0.07f, height)
            * (1 - Curve.smooth(0.62f, 0.86f, steep));
    rgb[0] = base.r() + (0.95f - base.r()) * snow;
    rgb[1] = base.g() + (0.97f - base.g()) * snow;
    rgb[2] = base.b() + (1.0f - base.b()) * snow;
  }

  @Override
  public long heightFlop() {
    return Terrain.flop(octaves + 2);
  }
}
