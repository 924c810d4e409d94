package io.colophon.gateway.artifacts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an artifact that is asked for, as of RFC 9110, section 14.
 *
 * @param from position of the first byte
 * @param to position of the last byte
 */
record ByteRange(long from, long to) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Thrown when no byte of the artifact is in the range: to be answered with 416. */
  static final class UnsatisfiableException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Reads a {@code Range} header. What is not one range of bytes is ignored, as the standard
   * allows.
   *
   * @param header empty when there is none
   * @param size of the artifact in bytes
   * @return empty for all of it
   */
  static Optional<ByteRange> of(String header, long size) throws UnsatisfiableException {
    Matcher range = SINGLE.matcher(header);
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long last = Long.parseLong(range.group(2));
      if (last == 0 || size == 0) {
        throw new UnsatisfiableException();
      }
      return Optional.of(new ByteRange(Math.max(0, size - last), size - 1));
    }
    long from = Long.parseLong(range.group(1));
    long to = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    if (!range.group(2).isEmpty() && to < from) {
      return Optional.empty(); // not valid, hence ignored
    }
    if (from >= size) {
      throw new UnsatisfiableException();
    }
    return Optional.of(new ByteRange(from, Math.min(to, size - 1)));
  }

  long length() {
    return to - from + 1;
  }
}
