package io.colophon.labeling.container;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text as it stands in tags. */
final class TextBytes {
  private TextBytes() {}

  /** UTF-8 without the NULs that writers pad with. */
  static String utf8(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** Text in the encoding that an ID3v2 frame names, without a NUL at its end. */
  static String id3(int encoding, byte[] bytes, int from, int to) {
    Charset charset =
        switch (encoding) {
          case 1 -> StandardCharsets.UTF_16;
          case 2 -> StandardCharsets.UTF_16BE;
          case 3 -> StandardCharsets.UTF_8;
          default -> StandardCharsets.ISO_8859_1;
        };
    String text = new String(bytes, from, Math.max(0, to - from), charset);
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }
}
