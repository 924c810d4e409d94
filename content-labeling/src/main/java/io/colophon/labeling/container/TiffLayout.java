package io.colophon.labeling.container;

import java.io.IOException;

/**
 * How numbers stand in a TIFF (revision 6.0) or BigTIFF file.
 *
 * @param little whether the small end comes first
 * @param big whether offsets have eight bytes instead of four
 */
record TiffLayout(boolean little, boolean big) {
  private static final int CLASSIC = 42;
  private static final int BIG = 43;

  /** Reads the first bytes. */
  static TiffLayout of(TiffBytes file) throws IOException {
    byte[] head = file.bytes(0, 8);
    boolean little = head[0] == 'I' && head[1] == 'I';
    if (!little && !(head[0] == 'M' && head[1] == 'M')) {
      throw new MalformedMediaException("tiff.header", "no byte order in the first bytes");
    }
    long magic = new TiffLayout(little, false).number(head, 2, 2);
    if (magic == BIG) {
      TiffLayout layout = new TiffLayout(little, true);
      if (layout.number(head, 4, 2) != 8) {
        throw new MalformedMediaException("tiff.header", "BigTIFF with offsets of another size");
      }
      return layout;
    }
    if (magic != CLASSIC) {
      throw new MalformedMediaException(
          "tiff.header", "number " + magic + ", expected 42 or, for BigTIFF, 43");
    }
    return new TiffLayout(little, false);
  }

  /** Where the offset of the first directory stands. */
  int firstAt() {
    return big ? 8 : 4;
  }

  /** Bytes of an offset, and of a value that stands in its entry. */
  int offsetBytes() {
    return big ? 8 : 4;
  }

  /** Bytes of the number of entries. */
  int countBytes() {
    return big ? 8 : 2;
  }

  /** Bytes of an entry. */
  int entryBytes() {
    return big ? 20 : 12;
  }

  /** A number without sign; of eight bytes, one that is too large shows as negative. */
  long number(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[little ? at + length - 1 - i : at + i] & 0xFF;
    }
    return value;
  }

  /** Writes a number without sign. */
  void put(byte[] bytes, int at, int length, long value) {
    for (int i = 0; i < length; i++) {
      bytes[little ? at + i : at + length - 1 - i] = (byte) (value >>> 8 * i);
    }
  }

  /** The offset of the first directory. */
  long first(TiffBytes file) throws IOException {
    return number(file.bytes(firstAt(), offsetBytes()), 0, offsetBytes());
  }
}
