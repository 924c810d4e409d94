package io.colophon.labeling.container;

import java.io.IOException;

/**
 * One element of EBML (RFC 8794) in a file.
 *
 * @param id with its length marker, as specifications print it
 * @param at where it begins
 * @param data where its content begins
 * @param length of the content; -1 when unknown
 */
record EbmlElement(long id, long at, long data, long length) {
  private static final int MOST_ID = 4;
  private static final int MOST_LENGTH = 8;

  /** The element at a place. */
  static EbmlElement at(Source file, long at) throws IOException {
    if (at >= 0 && at <= file.size() - Long.BYTES) {
      long head = file.i64be(at);
      int idBytes = Long.numberOfLeadingZeros(head) + 1;
      int lengthBytes = idBytes > MOST_ID ? 9 : Long.numberOfLeadingZeros(head << 8 * idBytes) + 1;
      if (lengthBytes <= Long.BYTES - idBytes) {
        long mask = (1L << 7 * lengthBytes) - 1;
        int rest = 8 * (Long.BYTES - idBytes);
        long length = head >>> rest - 8 * lengthBytes & mask;
        return new EbmlElement(
            head >>> rest, at, at + idBytes + lengthBytes, length == mask ? -1 : length);
      }
    }
    return byBytes(file, at);
  }

  /** Near the end of the file, or with a long length. */
  private static EbmlElement byBytes(Source file, long at) throws IOException {
    int idBytes = Integer.numberOfLeadingZeros(file.u8(at)) - 23;
    if (idBytes > MOST_ID) {
      throw new MalformedMediaException("ebml.id", "no element at " + at);
    }
    long id = number(file, at, idBytes);
    long lengthAt = at + idBytes;
    int lengthBytes = Integer.numberOfLeadingZeros(file.u8(lengthAt)) - 23;
    if (lengthBytes > MOST_LENGTH) {
      throw new MalformedMediaException("ebml.length", "no length at " + lengthAt);
    }
    long mask = (1L << 7 * lengthBytes) - 1;
    long length = number(file, lengthAt, lengthBytes) & mask;
    return new EbmlElement(id, at, lengthAt + lengthBytes, length == mask ? -1 : length);
  }

  boolean isSized() {
    return length >= 0;
  }

  /** Where the next element begins; the content lies within the file. */
  long end(Source file) throws MalformedMediaException {
    if (!isSized()) {
      throw new MalformedMediaException("ebml.length", "an element of unknown length at " + at);
    }
    file.require(data, length);
    return data + length;
  }

  private static long number(Source file, long at, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | file.u8(at + i);
    }
    return value;
  }
}
