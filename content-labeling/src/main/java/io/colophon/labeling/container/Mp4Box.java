package io.colophon.labeling.container;

import java.io.IOException;

/**
 * One box of ISO/IEC 14496-12.
 *
 * @param at where its header begins
 * @param data where its content begins
 * @param end where the next box begins
 */
record Mp4Box(String type, long at, long data, long end) {
  static final byte[] C2PA_UUID = {
    (byte) 0xD8,
    (byte) 0xFE,
    (byte) 0xC3,
    (byte) 0xD6,
    0x1B,
    0x0E,
    0x48,
    0x3C,
    (byte) 0x92,
    (byte) 0x97,
    0x58,
    0x28,
    (byte) 0x87,
    0x7E,
    (byte) 0xC4,
    (byte) 0x81
  };

  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  /** The box at a place; it must end within {@code limit}. Size 0 means up to the limit. */
  static Mp4Box at(Source file, long at, long limit) throws IOException {
    if (at > limit - HEADER) {
      throw new MalformedMediaException("mp4.box", "no room for a box at " + at);
    }
    long size = file.u32be(at);
    String type = file.fourcc(at + 4);
    int header = HEADER;
    if (size == 1) {
      size = file.i64be(at + 8);
      header = LONG_HEADER;
    } else if (size == 0) {
      size = limit - at;
    }
    if (size < header || size > limit - at) {
      throw new MalformedMediaException(
          limit == file.size() && size > limit - at ? "file.truncated" : "mp4.box",
          "box at " + at + " claims " + size + " bytes, " + (limit - at) + " are left");
    }
    return new Mp4Box(type, at, at + header, at + size);
  }
}
