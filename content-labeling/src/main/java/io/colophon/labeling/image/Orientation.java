package io.colophon.labeling.image;

import java.awt.Rectangle;

/**
 * How viewers turn or mirror stored samples, by the numbers of EXIF tag 0x0112. Stored is what the
 * file holds, viewed is what people see.
 */
enum Orientation {
  UPRIGHT,
  MIRRORED,
  HALF_TURN,
  FLIPPED,
  TRANSPOSED,
  QUARTER_TURN,
  TRANSVERSE,
  THREE_QUARTER_TURN;

  private static final Orientation[] ALL = values();

  /** By number, 1 to 8; every other number means upright. */
  static Orientation of(int number) {
    return number >= 1 && number <= ALL.length ? ALL[number - 1] : UPRIGHT;
  }

  /** Whether width and height are exchanged. */
  boolean swaps() {
    return ordinal() >= TRANSPOSED.ordinal();
  }

  /**
   * The column where people see a stored sample.
   *
   * @param width of the stored picture
   * @param height of the stored picture
   */
  int viewedX(int x, int y, int width, int height) {
    return switch (this) {
      case UPRIGHT, FLIPPED -> x;
      case MIRRORED, HALF_TURN -> width - 1 - x;
      case TRANSPOSED, THREE_QUARTER_TURN -> y;
      case QUARTER_TURN, TRANSVERSE -> height - 1 - y;
    };
  }

  /** The row where people see a stored sample. */
  int viewedY(int x, int y, int width, int height) {
    return switch (this) {
      case UPRIGHT, MIRRORED -> y;
      case FLIPPED, HALF_TURN -> height - 1 - y;
      case TRANSPOSED, QUARTER_TURN -> x;
      case TRANSVERSE, THREE_QUARTER_TURN -> width - 1 - x;
    };
  }

  /** Where a viewed rectangle is stored. */
  Rectangle stored(Rectangle viewed, int width, int height) {
    int right = viewed.x + viewed.width - 1;
    int bottom = viewed.y + viewed.height - 1;
    Rectangle stored = new Rectangle(storedPoint(viewed.x, viewed.y, width, height));
    stored.add(storedPoint(right, bottom, width, height));
    stored.width++;
    stored.height++;
    return stored;
  }

  private Rectangle storedPoint(int vx, int vy, int width, int height) {
    int x =
        switch (this) {
          case UPRIGHT, FLIPPED -> vx;
          case MIRRORED, HALF_TURN -> width - 1 - vx;
          case TRANSPOSED, QUARTER_TURN -> vy;
          case TRANSVERSE, THREE_QUARTER_TURN -> width - 1 - vy;
        };
    int y =
        switch (this) {
          case UPRIGHT, MIRRORED -> vy;
          case FLIPPED, HALF_TURN -> height - 1 - vy;
          case TRANSPOSED, THREE_QUARTER_TURN -> vx;
          case QUARTER_TURN, TRANSVERSE -> height - 1 - vx;
        };
    return new Rectangle(x, y, 0, 0);
  }
}
