package io.colophon.provider.local.image;

/**
 * A picture in memory.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param rgb one {@code 0xrrggbb} per pixel, row by row from the top; owned by this value, not to
 *     be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; a copy would cost megabytes
public record Picture(int width, int height, int[] rgb) {
  public Picture {
    if (width < 1 || height < 1 || rgb.length != (long) width * height) {
      throw new IllegalArgumentException(
          "picture is " + width + "x" + height + " with " + rgb.length + " pixels");
    }
  }
}
