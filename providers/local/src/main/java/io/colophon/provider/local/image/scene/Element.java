package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;

/** Something in a scene that paints itself over what lies behind it. */
interface Element {
  /**
   * How near land, water and all that stands on them count as: one plane, so that nothing slides.
   */
  float GROUND = 0.4f;

  /** Paints the state at a moment, {@code seconds} after the still. */
  void paint(Canvas canvas, float seconds);

  /** How far it shifts with the camera: 0 is at the end of the sky, 1 right in front. */
  float nearness();

  /** How it changes with time. */
  default Motion motion() {
    return Motion.STILL;
  }

  /** Scene units per second that a {@link Motion#DRIFTING} element moves to the right. */
  default float drift() {
    return 0;
  }

  /** How an element changes with time. */
  enum Motion {
    /** Not at all: painted once for a whole film. */
    STILL,
    /** It moves as a whole: painted once, wider than the picture. */
    DRIFTING,
    /** Painted again for each frame. */
    LIVE
  }
}
