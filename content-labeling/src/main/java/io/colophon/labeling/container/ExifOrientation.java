package io.colophon.labeling.container;

import java.io.IOException;

/** How EXIF asks viewers to turn a picture: tag 0x0112 of the first directory. */
final class ExifOrientation {
  /** As it is stored. */
  static final int UPRIGHT = 1;

  private ExifOrientation() {}

  /** A number from 1 to 8; upright where nothing is said or EXIF is broken. */
  static int of(TiffBytes block) throws IOException {
    try {
      TiffLayout layout = TiffLayout.of(block);
      TiffDirectory first = TiffDirectory.read(block, layout, layout.first(block));
      long number =
          TiffDirectory.number(block, layout, first.entry(TiffDirectory.ORIENTATION))
              .orElse((long) UPRIGHT);
      return number >= 1 && number <= 8 ? (int) number : UPRIGHT;
    } catch (MalformedMediaException e) {
      return UPRIGHT;
    }
  }
}
