package io.colophon.labeling.credentials;

import java.util.Map;

/**
 * Zeros that make a CBOR map exactly as long as it was planned (C2PA 2.2, 10.4.4). The length of a
 * byte string is told in more bytes the longer it is, so some lengths cannot be reached with {@code
 * pad} alone; the rest then stands in {@code pad2}.
 */
final class Padding {
  private static final String FIRST = "pad";
  private static final String SECOND = "pad2";

  /** Bytes of an empty {@code pad2} with its name. */
  private static final int EMPTY_SECOND = 1 + SECOND.length() + 1;

  private Padding() {}

  /** Bytes that the smallest {@code pad} takes, with its name. */
  static int leastBytes() {
    return 1 + FIRST.length() + 1;
  }

  /**
   * Adds zeros.
   *
   * @param map small enough that one or two more entries do not lengthen its head; has no padding
   * @param bytes how many bytes its encoding is to grow; at least {@link #leastBytes()}
   */
  static void add(Map<String, Object> map, int bytes) {
    int room = bytes - leastBytes() + 1;
    int zeros = zerosIn(room);
    if (zeros < 0) {
      map.put(SECOND, new byte[0]);
      zeros = zerosIn(room - EMPTY_SECOND);
    }
    if (zeros < 0) {
      throw new IllegalArgumentException(
          bytes + " bytes of padding, expected at least " + leastBytes());
    }
    map.put(FIRST, new byte[zeros]);
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
