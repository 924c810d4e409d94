package io.colophon.labeling;

/**
 * The characters that values of the metadata label consist of: 0x21, 0x23 to 0x5B and 0x5D to 0x7E
 * (GB 45438-2025 Annex E, item j): no space, no quote, no backslash, nothing outside ASCII. A quote
 * is allowed in the reserved codes, where it is written escaped.
 */
final class AigcCharset {
  private AigcCharset() {}

  static boolean allows(int character) {
    return character > 0x20 && character < 0x7F && character != '"' && character != '\\';
  }

  static boolean allowsAll(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!allows(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #allowsAll}, with quotes. */
  static boolean allowsAllQuoted(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '"' && !allows(c)) {
        return false;
      }
    }
    return true;
  }

  static void require(String name, String value, int most) {
    if (value.isEmpty() || value.length() > most) {
      throw new IllegalArgumentException(
          name + " has " + value.length() + " characters, expected 1 to " + most);
    }
    for (int i = 0; i < value.length(); i++) {
      if (!allows(value.charAt(i))) {
        throw new IllegalArgumentException(
            String.format(
                "%s holds U+%04X at position %d, expected printable ASCII without space, quote"
                    + " and backslash",
                name, (int) value.charAt(i), i));
      }
    }
  }
}
