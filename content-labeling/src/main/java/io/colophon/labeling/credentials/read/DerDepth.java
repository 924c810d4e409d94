package io.colophon.labeling.credentials.read;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Looks whether DER nests no deeper than parsers that call themselves can take, without calling
 * itself.
 */
final class DerDepth {
  private static final int CONSTRUCTED = 0x20;
  private static final int MAX = 40;

  private DerDepth() {}

  /** Whether no element lies deeper; lengths that do not fit count as the end of their parent. */
  static boolean isHarmless(byte[] der) {
    Deque<Integer> ends = new ArrayDeque<>();
    int at = 0;
    while (at + 1 < der.length) {
      while (!ends.isEmpty() && at >= ends.peek()) {
        ends.pop();
      }
      boolean constructed = (der[at] & CONSTRUCTED) != 0;
      int length = der[at + 1] & 0xFF;
      at += 2;
      if (length > 0x80) {
        int bytes = length - 0x80;
        long wide = 0;
        for (int i = 0; i < bytes && at < der.length; i++, at++) {
          wide = Math.min((wide << Byte.SIZE) | (der[at] & 0xFF), Integer.MAX_VALUE);
        }
        length = (int) Math.min(wide, der.length - at);
      } else if (length == 0x80) {
        length = der.length - at;
      }
      int end = Math.min(der.length, at + length);
      if (constructed) {
        ends.push(end);
        if (ends.size() > MAX) {
          return false;
        }
      } else {
        at = end;
      }
    }
    return true;
  }
}
