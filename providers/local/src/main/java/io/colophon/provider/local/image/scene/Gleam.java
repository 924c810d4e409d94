package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;

/** Warm light in the air around a small lamp. */
record Gleam(Stage stage, float x, float y, float radius) implements Element {
  @Override
  public float nearness() {
    return 0.25f;
  }

  @Override
  public void paint(Canvas canvas, float seconds) {
    canvas.glow(x, y, radius, new Colour(1, 0.62f, 0.28f), 0.42);
  }
}
