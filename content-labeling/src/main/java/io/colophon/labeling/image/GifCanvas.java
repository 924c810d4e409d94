package io.colophon.labeling.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** The screen that the images of a GIF are drawn on. Not thread-safe. */
final class GifCanvas {
  private final BufferedImage screen;
  private final int[] samples;

  GifCanvas(int width, int height) {
    screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    samples = ((DataBufferInt) screen.getRaster().getDataBuffer()).getData();
  }

  /** What is seen now; shared, not copied. */
  BufferedImage seen() {
    return screen;
  }

  /** Draws an image. */
  void draw(GifFrame frame) {
    Rectangle area = frame.area();
    for (int y = 0; y < area.height; y++) {
      int to = (area.y + y) * screen.getWidth() + area.x;
      int from = y * area.width;
      for (int x = 0; x < area.width; x++) {
        int index = frame.pixels()[from + x] & 0xFF;
        if (index != frame.transparent() && index < frame.palette().length) {
          samples[to + x] = 0xFF000000 | frame.palette()[index];
        }
      }
    }
  }

  /**
   * What has to be put back when the time of an image is over; to be asked before it is drawn, and
   * only of those that are taken back.
   */
  int[] kept(Rectangle area) {
    int[] kept = new int[area.width * area.height];
    for (int y = 0; y < area.height; y++) {
      System.arraycopy(
          samples, (area.y + y) * screen.getWidth() + area.x, kept, y * area.width, area.width);
    }
    return kept;
  }

  void putBack(Rectangle area, int[] kept) {
    for (int y = 0; y < area.height; y++) {
      System.arraycopy(
          kept, y * area.width, samples, (area.y + y) * screen.getWidth() + area.x, area.width);
    }
  }

  void clear(Rectangle area) {
    for (int y = 0; y < area.height; y++) {
      int from = (area.y + y) * screen.getWidth() + area.x;
      Arrays.fill(samples, from, from + area.width, 0);
    }
  }

  /** Whether nothing has been drawn in an area, apart from what lies in two others. */
  boolean isClear(Rectangle area, Rectangle but, Rectangle and) {
    for (int y = area.y; y < area.y + area.height; y++) {
      for (int x = area.x; x < area.x + area.width; x++) {
        if (samples[y * screen.getWidth() + x] != 0 && !but.contains(x, y) && !and.contains(x, y)) {
          return false;
        }
      }
    }
    return true;
  }
}
