package io.colophon.labeling.image;

import java.awt.image.WritableRaster;

/**
 * Lays a {@link LabelMark} over samples of any depth. Only samples inside the plate change. Where
 * there is an alpha band the plate covers what was transparent, so the words stand out on any page.
 */
final class MarkPainter {
  private MarkPainter() {}

  /**
   * @param raster grey, grey and alpha, red green blue, or those and alpha; not premultiplied
   * @param alpha whether the last band is alpha
   */
  static void paint(WritableRaster raster, boolean alpha, LabelMark mark) {
    int bands = raster.getNumBands();
    int colours = alpha ? bands - 1 : bands;
    int max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    int[] row = new int[mark.width() * bands];
    for (int j = 0; j < mark.height(); j++) {
      raster.getPixels(mark.x(), mark.y() + j, mark.width(), 1, row);
      for (int i = 0; i < mark.width(); i++) {
        double ink = mark.coverage(i, j) / 255.0;
        double under = 1.0;
        if (alpha) {
          int at = i * bands + colours;
          under = (double) row[at] / max;
          double out = over(over(under, LabelMark.PLATE_ALPHA), ink);
          row[at] = (int) Math.round(out * max);
        }
        for (int band = 0; band < colours; band++) {
          int at = i * bands + band;
          row[at] = (int) Math.round(colour(row[at], under, ink, max));
        }
      }
      raster.setPixels(mark.x(), mark.y() + j, mark.width(), 1, row);
    }
  }

  private static double over(double below, double above) {
    return above + below * (1 - above);
  }

  /** Black plate over the sample, white ink over the plate, divided by what became opaque. */
  private static double colour(int sample, double under, double ink, int max) {
    double plate = sample * under * (1 - LabelMark.PLATE_ALPHA);
    double opaque = over(over(under, LabelMark.PLATE_ALPHA), ink);
    return Math.min(max, (plate * (1 - ink) + max * ink) / opaque);
  }
}
