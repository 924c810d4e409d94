package io.colophon.provider.local.image.scene;

/**
 * The shape and colour of land. Lengths are in eye heights: the eye is 1 above the plain, {@code x}
 * grows to the right and {@code z} away from the eye, and the lower edge of the picture shows the
 * plain at {@code z = 1}.
 */
interface Ground {
  /** Height above the plain, in eye heights. */
  float height(float x, float z);

  /**
   * The colour of the bare surface, before light.
   *
   * @param height as {@link #height} says
   * @param steep 0 is level, 1 a wall
   * @param rgb receives three channels
   */
  void colour(float x, float z, float height, float steep, float[] rgb);

  /** Operations of one {@link #height}. */
  long heightFlop();
}
