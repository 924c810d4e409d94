package io.colophon.metering.sql;

/** Text as both databases take it. */
final class StoredText {
  private static final char REPLACEMENT = '\ufffd';

  private StoredText() {}

  /**
   * PostgreSQL refuses a NUL, and UTF-8 knows no half of a surrogate pair: a name with one must not
   * stop what follows it, so that it is kept with a replacement character.
   */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? REPLACEMENT
                    : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
