package io.colophon.labeling.container;

import java.io.IOException;

/**
 * A tag of an FLV file (Adobe Flash Video File Format 10.1, E.4.1).
 *
 * @param type 8 sound, 9 picture, 18 script
 * @param at where it begins
 * @param data where its content begins
 * @param end where its content ends; its length follows in four bytes
 */
record FlvTag(int type, long at, long data, long end) {
  static final int SCRIPT = 18;
  static final int HEADER = 11;
  static final int TRAILER = 4;

  /** The most tags followed: some six hours of pictures and sound. */
  private static final int MAX_TAGS = 3_000_000;

  private static final int SOUND = 8;
  private static final int PICTURE = 9;
  private static final int TYPE_BITS = 0x1F;

  /** Where the first tag begins. */
  static long first(Source file) throws IOException {
    file.require(0, 9);
    long header = file.u32be(5);
    if (header < 9) {
      throw new MalformedMediaException("flv.header", "header of " + header + " bytes");
    }
    file.require(header, TRAILER);
    return header + TRAILER;
  }

  static FlvTag at(Source file, long at) throws IOException {
    file.require(at, HEADER);
    long first = file.u32be(at);
    int type = (int) (first >> 24) & TYPE_BITS;
    if (type != SOUND && type != PICTURE && type != SCRIPT) {
      throw new MalformedMediaException("flv.tag", "tag of type " + type + " at " + at);
    }
    long length = first & 0xFFFFFF;
    file.require(at + HEADER, length);
    return new FlvTag(type, at, at + HEADER, at + HEADER + length);
  }

  /** Where the next tag begins; the length at the very end of a file may be missing. */
  long next(Source file) {
    return Math.min(file.size(), end + TRAILER);
  }

  static void requireTags(int count) throws MalformedMediaException {
    if (count > MAX_TAGS) {
      throw new MalformedMediaException("file.too-many-parts", "more than " + MAX_TAGS + " tags");
    }
  }
}
