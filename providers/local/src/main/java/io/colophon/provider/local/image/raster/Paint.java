package io.colophon.provider.local.image.raster;

/** What colour a shape has at each point of the scene. */
@FunctionalInterface
public interface Paint {
  /**
   * @param x scene coordinate
   * @param y scene coordinate, growing downwards
   * @param rgba receives red, green, blue and opacity, 0 to 1; the opacity is 1 on entry
   */
  void at(float x, float y, float[] rgba);

  /** The same colour everywhere. */
  static Paint flat(Colour colour) {
    return flat(colour, 1);
  }

  /** The same colour everywhere, opacity 0 to 1. */
  static Paint flat(Colour colour, double opacity) {
    float a = (float) opacity;
    return (x, y, rgba) -> {
      rgba[0] = colour.r();
      rgba[1] = colour.g();
      rgba[2] = colour.b();
      rgba[3] = a;
    };
  }

  /** From one colour at height {@code y0} to another at {@code y1}. */
  static Paint vertical(double y0, Colour from, double y1, Colour to) {
    float base = (float) y0;
    float scale = (float) (1 / (y1 - y0));
    return (x, y, rgba) -> {
      float t = Curve.clamp((y - base) * scale);
      rgba[0] = from.r() + (to.r() - from.r()) * t;
      rgba[1] = from.g() + (to.g() - from.g()) * t;
      rgba[2] = from.b() + (to.b() - from.b()) * t;
    };
  }
}
