package io.colophon.labeling.image;

import java.awt.Rectangle;

/**
 * One image of a GIF.
 *
 * @param area on the screen
 * @param palette red, green and blue of each colour, 0xRRGGBB
 * @param pixels indices into the palette, row by row, not interlaced
 * @param transparent the index that draws nothing; -1 for none
 * @param disposal what becomes of it when its time is over
 * @param delay hundredths of a second
 */
record GifFrame(
    Rectangle area, int[] palette, byte[] pixels, int transparent, int disposal, int delay) {
  /** Its area is cleared. */
  static final int CLEARED = 2;

  /** What was there before comes back. */
  static final int TAKEN_BACK = 3;

  /** The same frame with other pixels. */
  GifFrame with(Rectangle newArea, int[] newPalette, byte[] newPixels, int newTransparent) {
    return new GifFrame(newArea, newPalette, newPixels, newTransparent, disposal, delay);
  }
}
