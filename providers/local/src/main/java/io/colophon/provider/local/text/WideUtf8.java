package io.colophon.provider.local.text;

import java.io.ByteArrayOutputStream;

/**
 * UTF-8 that also takes a lone surrogate, as three bytes like any other code point up to U+FFFF, so
 * that every Java string survives (the generalised UTF-8 of RFC 3629, section 3, without its ban on
 * U+D800 to U+DFFF).
 */
final class WideUtf8 {
  private WideUtf8() {}

  static byte[] encode(int codePoint) {
    if (codePoint < 0x80) {
      return new byte[] {(byte) codePoint};
    }
    if (codePoint < 0x800) {
      return new byte[] {(byte) (0xC0 | codePoint >> 6), tail(codePoint)};
    }
    if (codePoint < 0x10000) {
      return new byte[] {(byte) (0xE0 | codePoint >> 12), tail(codePoint >> 6), tail(codePoint)};
    }
    return new byte[] {
      (byte) (0xF0 | codePoint >> 18), tail(codePoint >> 12), tail(codePoint >> 6), tail(codePoint)
    };
  }

  private static byte tail(int bits) {
    return (byte) (0x80 | bits & 0x3F);
  }

  /** The text of bytes that {@link #encode} made; anything else becomes U+FFFD byte by byte. */
  static String decode(ByteArrayOutputStream bytes) {
    byte[] b = bytes.toByteArray();
    StringBuilder out = new StringBuilder(b.length);
    int i = 0;
    while (i < b.length) {
      int length = length(b[i] & 0xFF);
      int point = length == 0 ? -1 : point(b, i, length);
      out.appendCodePoint(point < 0 ? 0xFFFD : point);
      i += point < 0 ? 1 : length;
    }
    return out.toString();
  }

  private static int length(int lead) {
    if (lead < 0x80) {
      return 1;
    }
    return lead >= 0xC2 && lead < 0xE0
        ? 2
        : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
  }

  private static int point(byte[] b, int at, int length) {
    if (length == 1) {
      return b[at];
    }
    if (at + length > b.length) {
      return -1;
    }
    int point = b[at] & 0x7F >> length;
    for (int k = 1; k < length; k++) {
      if ((b[at + k] & 0xC0) != 0x80) {
        return -1;
      }
      point = point << 6 | b[at + k] & 0x3F;
    }
    boolean tooLong = length == 3 && point < 0x800 || length == 4 && point < 0x10000;
    return tooLong || point > Character.MAX_CODE_POINT ? -1 : point;
  }
}
