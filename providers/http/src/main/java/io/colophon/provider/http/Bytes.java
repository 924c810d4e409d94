package io.colophon.provider.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes gathered across buffers. Whoever appends sees to it that they do not become too many. */
final class Bytes {
  static final int BYTE_ORDER_MARK_LENGTH = 3;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final int FIRST_CAPACITY = 512;
  // After something unusually large, memory is given back.
  private static final int KEPT_CAPACITY = 64 * 1024;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  int length() {
    return length;
  }

  byte at(int index) {
    return bytes[index];
  }

  /** Takes {@code count} bytes out of the buffer. */
  void append(ByteBuf from, int count) {
    makeRoom(count);
    from.readBytes(bytes, length, count);
    length += count;
  }

  void append(Bytes from, int start, int end) {
    makeRoom(end - start);
    System.arraycopy(from.bytes, start, bytes, length, end - start);
    length += end - start;
  }

  void append(byte[] from, int start, int end) {
    makeRoom(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  void append(byte one) {
    makeRoom(1);
    bytes[length++] = one;
  }

  private void makeRoom(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      int doubled = bytes.length > Integer.MAX_VALUE / 2 ? needed : 2 * bytes.length;
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }

  void clear() {
    length = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = new byte[FIRST_CAPACITY];
    }
  }

  boolean startsWithByteOrderMark() {
    return length >= BYTE_ORDER_MARK_LENGTH && equalsAt(0, BYTE_ORDER_MARK_LENGTH, BYTE_ORDER_MARK);
  }

  boolean equalsAt(int start, int end, byte[] other) {
    return Arrays.equals(bytes, start, end, other, 0, other.length);
  }

  /** The first place of {@code wanted} at or after {@code start}; -1 when there is none. */
  int indexOf(byte wanted, int start) {
    for (int i = start; i < length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
