package io.colophon.labeling.image;

import java.util.Arrays;

/**
 * The colours of an image with room for those of a label. Colours that no pixel has give way first;
 * where all 256 are in use, the rarest ones are replaced by their nearest neighbours.
 */
final class GifPalette {
  private static final int MAX = 256;
  private static final int SHADES = 6;
  private static final int LEAST_SHADES = 2;
  private static final int PLATE = 0x18;

  private final int[] colours;
  private final int[] replacement = new int[MAX];
  private final int[] shades;
  private final int transparent;

  private GifPalette(int[] colours, int[] shades, int transparent) {
    this.colours = colours;
    this.shades = shades;
    this.transparent = transparent;
    for (int i = 0; i < MAX; i++) {
      replacement[i] = i;
    }
  }

  /**
   * @param transparency whether an index that draws nothing is needed
   */
  static GifPalette of(GifFrame frame, boolean transparency) {
    long[] uses = new long[MAX];
    for (byte pixel : frame.pixels()) {
      uses[pixel & 0xFF]++;
    }
    boolean missing = transparency && frame.transparent() < 0;
    if (frame.transparent() >= 0) {
      uses[frame.transparent()] = Long.MAX_VALUE;
    }
    Integer[] byUse = new Integer[MAX];
    Arrays.setAll(byUse, i -> i);
    Arrays.sort(byUse, (a, b) -> Long.compare(uses[a], uses[b]));
    int free = 0;
    while (free < MAX && uses[byUse[free]] == 0) {
      free++;
    }
    int extra = missing ? 1 : 0;
    int wanted = Math.max(LEAST_SHADES, Math.min(SHADES, free - extra));
    int[] colours = Arrays.copyOf(frame.palette(), MAX);
    int[] shades = new int[wanted];
    int clear = missing ? byUse[wanted] : frame.transparent();
    for (int i = 0; i < wanted; i++) {
      shades[i] = byUse[i];
    }
    GifPalette palette = new GifPalette(colours, shades, clear);
    for (int i = free; i < wanted + extra; i++) {
      palette.replacement[byUse[i]] = palette.nearest(frame, byUse[i], byUse, wanted + extra);
    }
    for (int i = 0; i < wanted; i++) {
      int grey = PLATE + (0xFF - PLATE) * i / (wanted - 1);
      colours[shades[i]] = grey << 16 | grey << 8 | grey;
    }
    return palette;
  }

  private int nearest(GifFrame frame, int index, Integer[] byUse, int from) {
    int best = byUse[from];
    long least = Long.MAX_VALUE;
    for (int i = from; i < MAX; i++) {
      int candidate = byUse[i];
      if (candidate != frame.transparent()) {
        long distance = distance(colours[index], colours[candidate]);
        if (distance < least) {
          least = distance;
          best = candidate;
        }
      }
    }
    return best;
  }

  private static long distance(int a, int b) {
    long red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
    long green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
    long blue = (a & 0xFF) - (b & 0xFF);
    return 2 * red * red + 4 * green * green + 3 * blue * blue;
  }

  /** All colours, 256 of them. */
  int[] colours() {
    return colours;
  }

  /** The index that draws nothing; -1 for none. */
  int transparent() {
    return transparent;
  }

  /** The index to be used for one of the image. */
  byte replaced(byte index) {
    return (byte) replacement[index & 0xFF];
  }

  /**
   * The index of a shade of the label.
   *
   * @param coverage how much of the pixel is ink, 0 to 255
   */
  byte shade(int coverage) {
    return (byte) shades[Math.round(coverage / 255f * (shades.length - 1))];
  }
}
