package io.colophon.labeling.fingerprint;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * The pixels of a decoded picture in normal form, row by row: red, green, blue and opacity, 8 bits
 * each, as stored in the file. No colour profile is applied, 16 bits are cut to the upper 8, grey
 * stands in all three colours, palettes are resolved, what has no opacity is opaque (255).
 */
final class PixelRows {
  private final BufferedImage picture;
  private final Raster raster;
  private final int bands;
  private final int shift;
  private final boolean plain;
  private final int[] samples;

  PixelRows(BufferedImage picture) {
    this.picture = picture;
    this.raster = picture.getRaster();
    ColorModel model = picture.getColorModel();
    this.bands = raster.getNumBands();
    int bits = raster.getSampleModel().getSampleSize(0);
    int type = raster.getTransferType();
    this.plain =
        model instanceof ComponentColorModel
            && !model.isAlphaPremultiplied()
            && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
            && bits >= 8
            && bands <= 4
            && (bands == 4) == (model.hasAlpha() && bands > 2);
    this.shift = bits - 8;
    this.samples = new int[picture.getWidth() * Math.max(bands, 1)];
  }

  int width() {
    return picture.getWidth();
  }

  int height() {
    return picture.getHeight();
  }

  /** Fills one row, 4 bytes to a pixel. */
  void row(int y, byte[] rgba) {
    if (plain) {
      stored(y, rgba);
      return;
    }
    picture.getRGB(0, y, width(), 1, samples, 0, width());
    for (int x = 0; x < width(); x++) {
      int argb = samples[x];
      rgba[4 * x] = (byte) (argb >>> 16);
      rgba[4 * x + 1] = (byte) (argb >>> 8);
      rgba[4 * x + 2] = (byte) argb;
      rgba[4 * x + 3] = (byte) (argb >>> 24);
    }
  }

  private void stored(int y, byte[] rgba) {
    raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
    boolean grey = bands < 3;
    boolean opaque = bands == 1 || bands == 3;
    for (int x = 0; x < width(); x++) {
      int from = x * bands;
      rgba[4 * x] = (byte) (samples[from] >>> shift);
      rgba[4 * x + 1] = (byte) (samples[grey ? from : from + 1] >>> shift);
      rgba[4 * x + 2] = (byte) (samples[grey ? from : from + 2] >>> shift);
      rgba[4 * x + 3] = opaque ? (byte) 255 : (byte) (samples[from + bands - 1] >>> shift);
    }
  }

  /** Brightness of ITU-R BT.601, as it lies over white; PDQ is defined on it. */
  static void luma(byte[] rgba, int width, float[] luma) {
    for (int x = 0; x < width; x++) {
      float value =
          0.299f * (rgba[4 * x] & 0xFF)
              + 0.587f * (rgba[4 * x + 1] & 0xFF)
              + 0.114f * (rgba[4 * x + 2] & 0xFF);
      int opacity = rgba[4 * x + 3] & 0xFF;
      luma[x] = opacity == 255 ? value : (value * opacity + 255f * (255 - opacity)) / 255;
    }
  }
}
