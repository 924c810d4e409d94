package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;

/**
 * The light of a scene: four colours of the sky from top to horizon, the lamp (sun or moon) with
 * its place, the light from all around, and the haze that far things fade into.
 *
 * @param lampX scene coordinate
 * @param lampY scene coordinate
 * @param lamp colour and strength of direct light
 * @param around colour and strength of light from the whole sky
 * @param hazeDepth how soon haze wins: 1 is clear air
 * @param windowsLit whether lamps burn in houses
 */
record Light(
    Colour zenith,
    Colour upper,
    Colour lower,
    Colour horizon,
    float lampX,
    float lampY,
    Colour lamp,
    Colour around,
    Colour haze,
    float hazeDepth,
    boolean windowsLit,
    boolean night) {

  /** A surface under this light; {@code facing} is 0 in shade to 1 towards the lamp. */
  Colour on(Colour surface, float facing) {
    return new Colour(
        surface.r() * (around.r() + lamp.r() * facing),
        surface.g() * (around.g() + lamp.g() * facing),
        surface.b() * (around.b() + lamp.b() * facing));
  }

  /** A colour seen through air; distance 0 is here, 1 is the horizon. */
  Colour through(Colour colour, float distance) {
    return colour.mix(haze, hazeShare(distance));
  }

  /** How much of a thing at a distance is haze, 0 to 1. */
  float hazeShare(float distance) {
    return 1 - Curve.decay(Math.max(0, distance) * 1.5f * hazeDepth);
  }

  /** Colour of the sky; {@code t} is 0 at the top and 1 at the horizon. */
  Colour sky(float t) {
    if (t < 0.45f) {
      return zenith.mix(upper, t / 0.45f);
    }
    return t < 0.8f ? upper.mix(lower, (t - 0.45f) / 0.35f) : lower.mix(horizon, (t - 0.8f) / 0.2f);
  }

  Light hazier(float factor, Colour newHaze) {
    return new Light(
        zenith,
        upper,
        lower,
        horizon,
        lampX,
        lampY,
        lamp,
        around,
        newHaze,
        hazeDepth * factor,
        windowsLit,
        night);
  }
}
