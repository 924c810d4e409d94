package io.colophon.labeling.container;

import java.io.IOException;
import java.util.Arrays;

/** Bytes laid out as TIFF: a whole file, or a block of EXIF inside another. */
interface TiffBytes {
  long size();

  /**
   * A new array; the caller bounds {@code length}.
   *
   * @throws MalformedMediaException beyond the end
   */
  byte[] bytes(long at, int length) throws IOException;

  /** A whole file. */
  static TiffBytes of(Source file) {
    return of(file, 0, file.size());
  }

  /** A part of a file. */
  static TiffBytes of(Source file, long from, long size) {
    return new TiffBytes() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public byte[] bytes(long at, int length) throws IOException {
        require(at, length, size);
        return file.bytes(from + at, length);
      }
    };
  }

  /** A block in memory. */
  static TiffBytes of(byte[] block, int from) {
    return new TiffBytes() {
      @Override
      public long size() {
        return block.length - from;
      }

      @Override
      public byte[] bytes(long at, int length) throws IOException {
        require(at, length, size());
        return Arrays.copyOfRange(block, from + (int) at, from + (int) at + length);
      }
    };
  }

  private static void require(long at, long length, long size) throws MalformedMediaException {
    if (at < 0 || length < 0 || at > size - length) {
      throw new MalformedMediaException(
          "tiff.offset", "expected " + length + " bytes at " + at + ", there are " + size);
    }
  }
}
