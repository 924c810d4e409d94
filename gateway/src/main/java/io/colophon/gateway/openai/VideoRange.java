package io.colophon.gateway.openai;

import org.jspecify.annotations.Nullable;

/**
 * The one range of bytes that {@code Range} asks for (RFC 9110 section 14.1.2).
 *
 * @param from first byte
 * @param to last byte, inclusive
 */
record VideoRange(long from, long to) {

  /**
   * The range within a file.
   *
   * @param header {@code bytes=0-99}, {@code bytes=100-} or {@code bytes=-50}; null and forms that
   *     are not known, several ranges among them, give null: all of the file
   * @throws IllegalArgumentException if no byte of the range is in the file
   */
  static @Nullable VideoRange of(@Nullable String header, long size) {
    if (header == null || !header.matches("bytes=([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})")) {
      return null;
    }
    int dash = header.indexOf('-');
    String first = header.substring("bytes=".length(), dash);
    String last = header.substring(dash + 1);
    long from = first.isEmpty() ? Math.max(0, size - Long.parseLong(last)) : Long.parseLong(first);
    long to = first.isEmpty() || last.isEmpty() ? size - 1 : Long.parseLong(last);
    if (!last.isEmpty() && !first.isEmpty() && to < from) {
      return null;
    }
    if (from >= size) {
      throw new IllegalArgumentException("no byte of it is in the file");
    }
    return new VideoRange(from, Math.min(to, size - 1));
  }

  long length() {
    return to - from + 1;
  }
}
