package io.colophon.provider.http;

/**
 * Joins pieces of text so that none begins or ends within a surrogate pair. Some upstreams cut
 * their pieces between the two halves of a character. Not thread-safe.
 */
public final class WholeCharacters {
  private static final char REPLACEMENT = '\uFFFD';

  private char held;

  /**
   * Takes the next piece and gives what can be said now: usually the piece itself.
   *
   * @return may be empty; halves that belong to nothing are replaced by U+FFFD
   */
  public String next(String piece) {
    if (held == 0 && isWhole(piece)) {
      return piece;
    }
    StringBuilder out = new StringBuilder(piece.length() + 1);
    for (int i = 0; i < piece.length(); i++) {
      take(piece.charAt(i), out);
    }
    return out.toString();
  }

  /** What is left when the text has ended: empty, or U+FFFD for half a character. */
  public String end() {
    if (held == 0) {
      return "";
    }
    held = 0;
    return String.valueOf(REPLACEMENT);
  }

  private void take(char c, StringBuilder out) {
    if (Character.isLowSurrogate(c)) {
      if (held == 0) {
        out.append(REPLACEMENT);
      } else {
        out.append(held).append(c);
        held = 0;
      }
      return;
    }
    if (held != 0) {
      out.append(REPLACEMENT);
      held = 0;
    }
    if (Character.isHighSurrogate(c)) {
      held = c;
    } else {
      out.append(c);
    }
  }

  private static boolean isWhole(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      if (Character.isSurrogate(piece.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
