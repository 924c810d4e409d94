package io.colophon.labeling.image;

import java.util.Arrays;
import java.util.Optional;

/**
 * Looks for a label in decoded samples: the pixels that should be ink against the pixels of the
 * plate that should not. Contrast is that of WCAG 2.1, from relative luminance.
 */
public final class MarkCheck {
  /** The least contrast between words and plate. */
  public static final double MIN_CONTRAST = 4.5;

  private static final int FULL_INK = 200;
  private static final double[] LINEAR = linear();

  private MarkCheck() {}

  /** The luma of one pixel of the plate, 0 to 255. */
  public interface Luma {
    int at(int column, int row);
  }

  /** What is wrong; empty when the words stand out from the plate. */
  public static Optional<String> missing(LabelMark mark, Luma luma) {
    double contrast = contrast(mark, luma);
    return contrast >= MIN_CONTRAST
        ? Optional.empty()
        : Optional.of(
            String.format(
                java.util.Locale.ROOT,
                "\"%s\" has contrast %.2f to 1 at %d,%d, expected at least %.1f",
                mark.text(),
                contrast,
                mark.x(),
                mark.y(),
                MIN_CONTRAST));
  }

  /**
   * Contrast of the darker tenth of the ink against the brighter tenth of the plate around it, so
   * that a label that is only partly there does not pass.
   */
  public static double contrast(LabelMark mark, Luma luma) {
    int[] ink = new int[mark.width() * mark.height()];
    int[] plate = new int[ink.length];
    int inks = 0;
    int plates = 0;
    for (int j = 0; j < mark.height(); j++) {
      for (int i = 0; i < mark.width(); i++) {
        if (mark.coverage(i, j) >= FULL_INK) {
          ink[inks++] = luma.at(i, j);
        } else if (isPlate(mark, i, j)) {
          plate[plates++] = luma.at(i, j);
        }
      }
    }
    if (inks == 0 || plates == 0) {
      return 1;
    }
    Arrays.sort(ink, 0, inks);
    Arrays.sort(plate, 0, plates);
    return (LINEAR[ink[inks / 10]] + 0.05) / (LINEAR[plate[plates - 1 - plates / 10]] + 0.05);
  }

  /** Plate with plate around it; the soft edges of letters and of the plate do not count. */
  private static boolean isPlate(LabelMark mark, int column, int row) {
    if (column < 1 || row < 1 || column >= mark.width() - 1 || row >= mark.height() - 1) {
      return false;
    }
    for (int j = row - 1; j <= row + 1; j++) {
      for (int i = column - 1; i <= column + 1; i++) {
        if (mark.coverage(i, j) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[] linear() {
    double[] table = new double[256];
    for (int i = 0; i < 256; i++) {
      double c = i / 255.0;
      table[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    return table;
  }
}
