package io.colophon.labeling.image;

import io.colophon.labeling.watermark.LumaPlane;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * The brightness of a picture as people see it: turned upright, over white where it is transparent.
 * Luma of ITU-R BT.601, the one that JPEG keeps. Not thread-safe.
 */
final class Brightness {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  /** Dark ink leaves little of a change of the others, so that much of it is not made up for. */
  private static final int LEAST_INK = 64;

  private final BufferedImage picture;
  private final Orientation orientation;
  private final int bands;
  private final int colours;
  private final boolean alpha;
  private final boolean inks;
  private final double max;

  /**
   * @param picture in a form that {@link Samples#paintable} gives
   */
  Brightness(BufferedImage picture, Orientation orientation) {
    this.picture = picture;
    this.orientation = orientation;
    this.bands = picture.getRaster().getNumBands();
    this.alpha = picture.getColorModel().hasAlpha();
    this.colours = bands - (alpha ? 1 : 0);
    this.inks = Cmyk.is(picture);
    this.max = Samples.max(picture.getRaster());
  }

  /** A plane of its own. */
  LumaPlane plane() {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int viewedWidth = orientation.swaps() ? height : width;
    float[] samples = new float[width * height];
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      picture.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        samples[at(x, y, viewedWidth)] = (float) luma(row, x * bands);
      }
    }
    return new LumaPlane(viewedWidth, orientation.swaps() ? width : height, samples);
  }

  /**
   * Makes the picture as bright as a plane, the same change for red, green and blue. On a label the
   * plate gets no brighter and the ink no darker, so that its contrast stays what it is.
   */
  void set(LumaPlane plane, Optional<LabelMark> label) {
    WritableRaster raster = picture.getRaster();
    int width = picture.getWidth();
    int[] row = new int[width * bands];
    for (int y = 0; y < picture.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int from = x * bands;
        double change = plane.samples()[at(x, y, plane.width())] - luma(row, from);
        if (label.isPresent()) {
          change = kept(label.get(), x, y, change);
        }
        if (inks) {
          change *= 255.0 / Math.max(LEAST_INK, row[from + 3]);
        }
        for (int band = 0; band < Math.min(3, colours); band++) {
          double value = row[from + band] + change * max / 255;
          row[from + band] = (int) Math.max(0, Math.min(max, Math.round(value)));
        }
      }
      raster.setPixels(0, y, width, 1, row);
    }
  }

  private static double kept(LabelMark label, int x, int y, double change) {
    int column = x - label.x();
    int row = y - label.y();
    if (column < 0 || row < 0 || column >= label.width() || row >= label.height()) {
      return change;
    }
    return label.coverage(column, row) > 0 ? Math.max(0, change) : Math.min(0, change);
  }

  private double luma(int[] row, int at) {
    double value =
        colours >= 3 ? RED * row[at] + GREEN * row[at + 1] + BLUE * row[at + 2] : row[at];
    double luma = value / max;
    if (inks) {
      luma *= row[at + 3] / max;
    }
    double opaque = alpha ? row[at + colours] / max : 1;
    return (luma * opaque + 1 - opaque) * 255;
  }

  private int at(int x, int y, int viewedWidth) {
    if (orientation == Orientation.UPRIGHT) {
      return y * viewedWidth + x;
    }
    int width = picture.getWidth();
    int height = picture.getHeight();
    return orientation.viewedY(x, y, width, height) * viewedWidth
        + orientation.viewedX(x, y, width, height);
  }
}
