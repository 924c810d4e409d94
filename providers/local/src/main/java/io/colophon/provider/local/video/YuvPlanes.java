package io.colophon.provider.local.video;

import io.colophon.provider.local.image.raster.Canvas;

/**
 * Frames as luma and colour difference, 4:2:0, limited range (ITU-R BT.709, clauses 3.2 to 3.4). An
 * ordered dither keeps wide skies free of bands. One thread.
 */
final class YuvPlanes {
  private static final float[] BAYER = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

  private final int width;
  private final int height;
  private final byte[] luma;
  private final byte[] blue;
  private final byte[] red;

  YuvPlanes(int width, int height) {
    this.width = width;
    this.height = height;
    this.luma = new byte[width * height];
    this.blue = new byte[width * height / 4];
    this.red = new byte[width * height / 4];
  }

  byte[] luma() {
    return luma;
  }

  byte[] blue() {
    return blue;
  }

  byte[] red() {
    return red;
  }

  void convert(Canvas canvas) {
    float[] rgb = canvas.rgb();
    for (int y = 0; y < height; y += 2) {
      for (int x = 0; x < width; x += 2) {
        float r = 0;
        float g = 0;
        float b = 0;
        for (int k = 0; k < 4; k++) {
          int px = x + (k & 1);
          int py = y + (k >> 1);
          int j = (py * width + px) * 3;
          float cr = cut(rgb[j]);
          float cg = cut(rgb[j + 1]);
          float cb = cut(rgb[j + 2]);
          float light = 0.2126f * cr + 0.7152f * cg + 0.0722f * cb;
          float dither = (BAYER[(py & 3) * 4 + (px & 3)] + 0.5f) / 16;
          luma[py * width + px] = (byte) (int) (16 + 219 * light + dither);
          r += cr;
          g += cg;
          b += cb;
        }
        float light = 0.2126f * r + 0.7152f * g + 0.0722f * b;
        int i = y / 2 * (width / 2) + x / 2;
        blue[i] = (byte) (int) (128.5f + 224 / 4f * (b - light) / 1.8556f);
        red[i] = (byte) (int) (128.5f + 224 / 4f * (r - light) / 1.5748f);
      }
      canvas.effort().spent(width * 2L * 16);
    }
  }

  private static float cut(float v) {
    return v < 0 ? 0 : Math.min(v, 1);
  }
}
