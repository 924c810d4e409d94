package io.colophon.provider.local.image.scene;

import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Colour;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Paint;
import io.colophon.provider.local.image.raster.Path;

/** Fills shapes under the light of a stage at one distance from the eye. */
final class Pen {
  private final Canvas canvas;
  private final Light light;
  private final Stage stage;
  private final float haze;

  /**
   * @param distance 0 is here, 1 is the horizon
   */
  Pen(Canvas canvas, Stage stage, float distance) {
    this.canvas = canvas;
    this.stage = stage;
    this.light = stage.light();
    this.haze = light.hazeShare(distance * distance * 0.34f);
  }

  /** A surface colour as it is seen under the light and through the air. */
  Colour seen(Colour surface, float facing) {
    return light.on(surface, facing).mix(light.haze(), haze);
  }

  /** A light of its own, seen through the air. */
  Colour shining(Colour colour) {
    return colour.mix(light.haze(), haze * 0.5f);
  }

  /**
   * Draws a sprite.
   *
   * @param x where its foot stands
   * @param size scene units of its height
   * @param angle radians, turned about the foot
   */
  void sprite(
      Sprite sprite, Colour main, float x, float y, float size, boolean mirror, float angle) {
    float sx = mirror ? -size : size;
    for (Sprite.Part part : sprite.parts()) {
      Path placed = part.path().placed(x, y, sx, size, angle);
      fill(placed, part.colour(main), part.finish());
    }
  }

  void fill(Path path, Colour surface, Sprite.Finish finish) {
    float[] box = path.bounds();
    switch (finish) {
      case FLAT -> canvas.fill(path, wall(box, surface));
      case ROUND -> canvas.fill(path, bulge(box, surface));
      case PANE -> canvas.fill(path, pane(box, surface));
      case GLOW -> canvas.fill(path, Paint.flat(shining(surface)));
    }
  }

  private float side(float x) {
    return Math.max(-1, Math.min(1, (light.lampX() - x) / (stage.unit() * 0.6f)));
  }

  private Paint wall(float[] box, Colour surface) {
    float cx = (box[0] + box[2]) / 2;
    float half = Math.max(0.5f, (box[2] - box[0]) / 2);
    float side = side(cx);
    Colour bright = seen(surface, 0.95f);
    Colour dark = seen(surface.times(0.86), 0.35f);
    float top = box[1];
    float tall = Math.max(0.5f, box[3] - box[1]);
    return (x, y, rgba) -> {
      float t = Curve.clamp(0.66f + 0.3f * side * (x - cx) / half - 0.22f * (y - top) / tall);
      rgba[0] = dark.r() + (bright.r() - dark.r()) * t;
      rgba[1] = dark.g() + (bright.g() - dark.g()) * t;
      rgba[2] = dark.b() + (bright.b() - dark.b()) * t;
    };
  }

  private Paint bulge(float[] box, Colour surface) {
    float cx = (box[0] + box[2]) / 2;
    float cy = (box[1] + box[3]) / 2;
    float rx = 1 / Math.max(0.5f, (box[2] - box[0]) / 2 * 1.08f);
    float ry = 1 / Math.max(0.5f, (box[3] - box[1]) / 2 * 1.08f);
    float lx = side(cx) * 0.7f;
    Colour bright = seen(surface.times(1.08), 1.05f);
    Colour dark = seen(surface.times(0.78), 0.12f);
    return (x, y, rgba) -> {
      float u = (x - cx) * rx;
      float v = (y - cy) * ry;
      float w = (float) Math.sqrt(Math.max(0, 1 - u * u - v * v));
      float t = Curve.clamp(0.28f + 0.5f * (u * lx - v * 0.55f) + 0.42f * w);
      rgba[0] = dark.r() + (bright.r() - dark.r()) * t;
      rgba[1] = dark.g() + (bright.g() - dark.g()) * t;
      rgba[2] = dark.b() + (bright.b() - dark.b()) * t;
    };
  }

  private Paint pane(float[] box, Colour surface) {
    if (light.windowsLit()) {
      Colour warm = shining(surface);
      return Paint.vertical(box[1], warm.times(1.05), box[3] + 0.01, warm.times(0.86));
    }
    Colour glass = seen(new Colour(0.24f, 0.31f, 0.4f), 0.5f);
    return Paint.vertical(box[1], glass.mix(light.sky(0.5f), 0.45), box[3] + 0.01, glass);
  }
}
