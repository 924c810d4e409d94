package io.colophon.labeling.container;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cuts a JSON object out of bytes that go on behind it. */
final class JsonScan {
  private JsonScan() {}

  /** From the brace at {@code from} to the one that closes it; empty when there is none. */
  static Optional<String> object(byte[] bytes, int from) {
    int depth = 0;
    boolean quoted = false;
    int end = Math.min(bytes.length, from + LabelSink.MAX_LABEL);
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (quoted) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b == '"') {
        quoted = true;
      } else if (b == '{') {
        depth++;
      } else if (b == '}' && --depth == 0) {
        return Optional.of(new String(bytes, from, i + 1 - from, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }
}
