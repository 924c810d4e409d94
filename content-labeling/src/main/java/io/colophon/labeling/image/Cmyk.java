package io.colophon.labeling.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Pictures of four inks, stored the way Adobe does in JPEG: 255 is no ink. Without a profile, what
 * is seen of red is red times black, and so on.
 */
final class Cmyk {
  private static final int BANDS = 4;
  private static final int YCCK = 2;
  private static final ComponentColorModel MODEL =
      new ComponentColorModel(
          new Inks(), false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);

  private Cmyk() {}

  static boolean is(BufferedImage picture) {
    return picture.getColorModel().getColorSpace() instanceof Inks;
  }

  /**
   * @param transform 2 when the first three are brightness and colour differences (YCCK)
   */
  static BufferedImage picture(Raster decoded, int transform) {
    int width = decoded.getWidth();
    WritableRaster raster = MODEL.createCompatibleWritableRaster(width, decoded.getHeight());
    int[] row = new int[width * BANDS];
    for (int y = 0; y < decoded.getHeight(); y++) {
      decoded.getPixels(decoded.getMinX(), decoded.getMinY() + y, width, 1, row);
      if (transform == YCCK) {
        unturn(row);
      }
      raster.setPixels(0, y, width, 1, row);
    }
    return new BufferedImage(MODEL, raster, false, null);
  }

  /** From YCbCr to RGB by JFIF's formula. */
  private static void unturn(int[] row) {
    for (int i = 0; i < row.length; i += BANDS) {
      double blue = row[i + 1] - 128.0;
      double red = row[i + 2] - 128.0;
      double y = row[i];
      row[i] = clamped(y + 1.402 * red);
      row[i + 1] = clamped(y - 0.344136 * blue - 0.714136 * red);
      row[i + 2] = clamped(y + 1.772 * blue);
    }
  }

  /** As RGB, without a profile. */
  static BufferedImage rgb(BufferedImage inks) {
    BufferedImage rgb =
        new BufferedImage(inks.getWidth(), inks.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    int[] row = new int[inks.getWidth() * BANDS];
    int[] seen = new int[inks.getWidth() * 3];
    for (int y = 0; y < inks.getHeight(); y++) {
      inks.getRaster().getPixels(0, y, inks.getWidth(), 1, row);
      for (int i = 0; i < inks.getWidth(); i++) {
        for (int band = 0; band < 3; band++) {
          seen[i * 3 + band] = row[i * BANDS + band] * row[i * BANDS + 3] / 255;
        }
      }
      rgb.getRaster().setPixels(0, y, inks.getWidth(), 1, seen);
    }
    return rgb;
  }

  private static int clamped(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  /** Four values of which all at their highest are white. */
  private static final class Inks extends ColorSpace {
    private static final long serialVersionUID = 1L;

    private Inks() {
      super(ColorSpace.TYPE_CMYK, BANDS);
    }

    @Override
    public float[] toRGB(float[] inks) {
      return new float[] {inks[0] * inks[3], inks[1] * inks[3], inks[2] * inks[3]};
    }

    @Override
    public float[] fromRGB(float[] rgb) {
      return new float[] {rgb[0], rgb[1], rgb[2], 1};
    }

    @Override
    public float[] toCIEXYZ(float[] inks) {
      return ColorSpace.getInstance(ColorSpace.CS_sRGB).toCIEXYZ(toRGB(inks));
    }

    @Override
    public float[] fromCIEXYZ(float[] xyz) {
      return fromRGB(ColorSpace.getInstance(ColorSpace.CS_sRGB).fromCIEXYZ(xyz));
    }
  }
}
