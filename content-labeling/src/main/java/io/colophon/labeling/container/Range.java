package io.colophon.labeling.container;

/**
 * Bytes of a file.
 *
 * @param at where they begin, 0 is the first byte of the file
 * @param length how many; at least 0
 */
public record Range(long at, long length) {
  public Range {
    if (at < 0 || length < 0 || at > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(
          "range of " + length + " bytes at " + at + ", expected within a file");
    }
  }

  /** The first byte after it. */
  public long end() {
    return at + length;
  }
}
