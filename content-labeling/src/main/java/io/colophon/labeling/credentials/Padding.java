package io.colophon.labeling.credentials;

import java.util.Map;

/**
 * Bytes that make a CBOR map exactly as long as it was planned (C2PA 2.2, 10.4.4). The length of a
 * byte string is told in more bytes the longer it is, so some lengths cannot be reached with one
 * entry alone; then a second, empty one makes up for it.
 */
enum Padding {
  /** Zeros under the names that the specification has for it. */
  ZEROS("pad", "pad2"),
  /**
   * Bytes under a name of our own, for where it matters which they are. They begin as zeros; those
   * named {@code pad} have to stay so.
   */
  FREE("io.colophon.fill", "pad");

  private final String first;
  private final String second;

  Padding(String first, String second) {
    this.first = first;
    this.second = second;
  }

  /** Bytes that the smallest padding takes, with its name. */
  int leastBytes() {
    return nameBytes(first) + 1;
  }

  /**
   * Adds zeros.
   *
   * @param map small enough that one or two more entries do not lengthen its head; has no padding
   * @param bytes how many bytes its encoding is to grow; at least {@link #leastBytes()}
   * @return the zeros, as they are in the map
   */
  byte[] add(Map<String, Object> map, int bytes) {
    int room = bytes - nameBytes(first);
    int zeros = zerosIn(room);
    if (zeros < 0) {
      map.put(second, new byte[0]);
      zeros = zerosIn(room - nameBytes(second) - 1);
    }
    if (zeros < 0) {
      throw new IllegalArgumentException(
          bytes + " bytes of padding, expected at least " + leastBytes());
    }
    byte[] added = new byte[zeros];
    map.put(first, added);
    return added;
  }

  private static int nameBytes(String name) {
    return Cbor.headBytes(name.length()) + name.length();
  }

  /** How long a byte string is whose encoding has this many bytes; -1 when there is none. */
  private static int zerosIn(int room) {
    for (int head = 1; head <= 5; head++) {
      int zeros = room - head;
      if (zeros >= 0 && Cbor.headBytes(zeros) == head) {
        return zeros;
      }
    }
    return -1;
  }
}
