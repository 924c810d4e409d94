package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.prompt.Season;
import io.colophon.provider.local.image.raster.Noise;

/**
 * Where a scene plays. Scene coordinates are the pixels of the finished still.
 *
 * @param unit length that things are measured in, so that a scene looks the same at every size
 * @param horizon height of the horizon
 * @param winter whether the ground is white
 * @param seed of every random choice
 */
record Stage(
    float width,
    float height,
    float unit,
    float horizon,
    Light light,
    Season season,
    Noise noise,
    long seed) {

  boolean winter() {
    return season == Season.WINTER;
  }

  /** Octaves worth adding when the first is {@code wavelength} scene units long; 1 to 8. */
  int octaves(double wavelength) {
    int octaves = 1;
    for (double w = wavelength; w > 3 && octaves < 8; w /= 2) {
      octaves++;
    }
    return octaves;
  }

  /** 0 at the lower edge of the picture, 1 at the horizon. */
  float distance(float y) {
    return Math.max(0, Math.min(1, (height - y) / (height - horizon)));
  }

  /** How much smaller things standing at {@code y} look than at the lower edge; 0.06 to 1. */
  float perspective(float y) {
    return Math.max(0.06f, (y - horizon) / (height - horizon));
  }

  /** Random choices for a purpose, the same for the same seed. */
  Dice dice(int purpose) {
    return new Dice(seed * 31 + purpose);
  }
}
