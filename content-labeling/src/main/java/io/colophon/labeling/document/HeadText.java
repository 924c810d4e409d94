package io.colophon.labeling.document;

import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of a text file, where its metadata stands. Bytes are shown as characters one to
 * one, so that an offset in the text is an offset in the file whatever the encoding is.
 */
final class HeadText {
  /** Metadata further down is not looked for. */
  static final int MOST = 1 << 20;

  private HeadText() {}

  static String of(Source file) throws IOException {
    return new String(file.head(MOST), StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Text of ours as it stands in a file in UTF-8. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
