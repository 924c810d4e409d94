package io.colophon.labeling.watermark;

/**
 * The brightness of a picture. Not thread-safe; the array is shared, not copied.
 *
 * @param width pixels; at least 1
 * @param height pixels; at least 1
 * @param samples row by row, full range 0 to 255, {@code width * height} of them
 */
public record LumaPlane(int width, int height, float[] samples) {
  public LumaPlane {
    if (width < 1 || height < 1 || samples.length != (long) width * height) {
      throw new IllegalArgumentException(
          samples.length + " samples, expected " + width + " times " + height);
    }
  }
}
