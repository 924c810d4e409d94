package io.colophon.labeling.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Brings decoded pictures into forms the label can work on, without touching sample values. */
final class Samples {
  private static final int MAX_BITS = 16;

  private Samples() {}

  /** Grey or RGB of 8 or 16 bits, with or without alpha; palettes and packed forms are widened. */
  static BufferedImage paintable(BufferedImage picture) {
    ColorModel model = picture.getColorModel();
    boolean plain =
        (model instanceof ComponentColorModel || model instanceof DirectColorModel)
            && !model.isAlphaPremultiplied()
            && picture.getSampleModel().getSampleSize(0) >= 8;
    if (plain) {
      return picture;
    }
    if (model instanceof IndexColorModel palette && isGrey(palette)) {
      return grey(picture, palette);
    }
    int type = model.hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage wide = new BufferedImage(picture.getWidth(), picture.getHeight(), type);
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      wide.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return wide;
  }

  /** The highest value of a sample. */
  static int max(Raster raster) {
    return (1 << Math.min(MAX_BITS, raster.getSampleModel().getSampleSize(0))) - 1;
  }

  private static boolean isGrey(IndexColorModel palette) {
    if (palette.hasAlpha()) {
      return false;
    }
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  /** The values of the palette, not passed through a colour conversion. */
  private static BufferedImage grey(BufferedImage picture, IndexColorModel palette) {
    BufferedImage grey =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRaster().getPixels(0, y, row.length, 1, row);
      for (int x = 0; x < row.length; x++) {
        row[x] = palette.getRed(Math.min(row[x], palette.getMapSize() - 1));
      }
      grey.getRaster().setPixels(0, y, row.length, 1, row);
    }
    return grey;
  }

  /** The same samples, said to be sRGB: the profile travels beside them. */
  static BufferedImage withoutProfile(BufferedImage picture) {
    ColorModel model = picture.getColorModel();
    WritableRaster raster = picture.getRaster();
    if (model.getColorSpace().isCS_sRGB()
        || raster.getNumBands() != 3
        || raster.getTransferType() != DataBuffer.TYPE_BYTE) {
      return picture;
    }
    ColorModel srgb =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(srgb, raster, false, null);
  }

  /** Luma of ITU-R BT.709, 0 to 255, of a picture as it lies over white. */
  static MarkCheck.Luma luma(BufferedImage part) {
    BufferedImage plain = paintable(Cmyk.is(part) ? Cmyk.rgb(part) : part);
    Raster raster = plain.getRaster();
    boolean alpha = plain.getColorModel().hasAlpha();
    int colours = raster.getNumBands() - (alpha ? 1 : 0);
    int max = max(raster);
    int[] pixel = new int[raster.getNumBands()];
    return (column, row) -> {
      raster.getPixel(column, row, pixel);
      double value =
          colours >= 3 ? 0.2126 * pixel[0] + 0.7152 * pixel[1] + 0.0722 * pixel[2] : pixel[0];
      double opaque = alpha ? (double) pixel[colours] / max : 1;
      return (int) Math.round((value / max * opaque + 1 - opaque) * 255);
    };
  }
}
