package io.colophon.provider.triton;

/** What black and white are in a picture of floating point numbers. */
public enum PixelRange {
  /** 0 is black, 1 is white. */
  ZERO_TO_ONE(0, 255),
  /** -1 is black, 1 is white. */
  MINUS_ONE_TO_ONE(127.5, 127.5),
  /** 0 is black, 255 is white. */
  ZERO_TO_255(0, 1);

  private final double offset;
  private final double factor;

  PixelRange(double offset, double factor) {
    this.offset = offset;
    this.factor = factor;
  }

  /** The value as a byte of a picture; what lies outside of the range is cut to it. */
  byte pixel(double value) {
    long rounded = Math.round(value * factor + offset);
    return (byte) Math.max(0, Math.min(255, rounded));
  }
}
