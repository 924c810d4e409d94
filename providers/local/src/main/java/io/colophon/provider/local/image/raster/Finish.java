package io.colophon.provider.local.image.raster;

/** Turns a canvas into eight-bit pixels. Stateless. */
public final class Finish {
  /** An ordered dither of half a step each way hides the bands of wide gradients. */
  private static final float[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

  private Finish() {}

  /** One {@code 0xrrggbb} per pixel of an opaque canvas. */
  public static int[] pixels(Canvas canvas) {
    int[] pixels = new int[canvas.width() * canvas.height()];
    pixels(canvas, pixels);
    return pixels;
  }

  /** The same into an array of the right length. */
  public static void pixels(Canvas canvas, int[] pixels) {
    float[] rgb = canvas.rgb();
    int width = canvas.width();
    for (int y = 0; y < canvas.height(); y++) {
      int row = (y & 3) * 4;
      for (int x = 0; x < width; x++) {
        float dither = (BAYER[row + (x & 3)] + 0.5f) / 16;
        int i = y * width + x;
        int j = i * 3;
        pixels[i] =
            level(rgb[j], dither) << 16
                | level(rgb[j + 1], dither) << 8
                | level(rgb[j + 2], dither);
      }
    }
    canvas.effort().spent((long) width * canvas.height() * 8);
  }

  private static int level(float channel, float dither) {
    float v = shoulder(channel) * 255 + dither;
    return v <= 0 ? 0 : v >= 255 ? 255 : (int) v;
  }

  /** Rolls bright light off softly instead of cutting it at white. */
  private static float shoulder(float v) {
    return v <= 0.85f ? v : 1 - 0.15f * 0.15f / (v - 0.85f + 0.15f);
  }
}
