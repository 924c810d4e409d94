package io.colophon.provider.spi;

/**
 * Width and height of a picture.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record PixelSize(int width, int height) {
  public PixelSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size is " + width + "x" + height + ", expected at least 1x1");
    }
  }

  /** Width times height. */
  public long pixels() {
    return (long) width * height;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
