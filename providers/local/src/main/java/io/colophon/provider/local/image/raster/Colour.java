package io.colophon.provider.local.image.raster;

/**
 * A colour in sRGB, channels 0 to 1; larger values are light that is cut when a picture is
 * finished.
 */
public record Colour(float r, float g, float b) {
  public static final Colour WHITE = new Colour(1, 1, 1);
  public static final Colour BLACK = new Colour(0, 0, 0);

  /** From {@code 0xrrggbb}. */
  public static Colour hex(int rgb) {
    return new Colour((rgb >> 16 & 255) / 255f, (rgb >> 8 & 255) / 255f, (rgb & 255) / 255f);
  }

  /** From hue, saturation and value, each 0 to 1; the hue wraps around. */
  public static Colour hsv(double hue, double saturation, double value) {
    double h = (hue - Math.floor(hue)) * 6;
    return new Colour(
        channel(h + 5, saturation, value),
        channel(h + 3, saturation, value),
        channel(h + 1, saturation, value));
  }

  private static float channel(double k, double saturation, double value) {
    double wrapped = k % 6;
    double slope = Math.max(0, Math.min(1, Math.min(wrapped, 4 - wrapped)));
    return (float) (value - value * saturation * slope);
  }

  /** This colour at 0, the other at 1. */
  public Colour mix(Colour other, double t) {
    float k = (float) Math.max(0, Math.min(1, t));
    return new Colour(r + (other.r - r) * k, g + (other.g - g) * k, b + (other.b - b) * k);
  }

  public Colour times(double k) {
    return new Colour((float) (r * k), (float) (g * k), (float) (b * k));
  }

  public Colour times(Colour other) {
    return new Colour(r * other.r, g * other.g, b * other.b);
  }

  public Colour plus(Colour other) {
    return new Colour(r + other.r, g + other.g, b + other.b);
  }

  /** Brightness by the weights of ITU-R BT.709, taken on the encoded channels. */
  public float luma() {
    return 0.2126f * r + 0.7152f * g + 0.0722f * b;
  }

  /** 0 is grey, 1 this colour, more is stronger. */
  public Colour saturated(double k) {
    float grey = luma();
    float s = (float) k;
    return new Colour(grey + (r - grey) * s, grey + (g - grey) * s, grey + (b - grey) * s);
  }
}
