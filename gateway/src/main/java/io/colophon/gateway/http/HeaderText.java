package io.colophon.gateway.http;

/** Texts that are put into headers. */
final class HeaderText {
  private static final int LONGEST_ID = 128;

  private HeaderText() {}

  /** The text with everything replaced that is not visible ASCII or a blank. */
  static String safe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isVisible(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(isVisible(c) ? c : '?');
    }
    return safe.toString();
  }

  private static boolean isVisible(char c) {
    return c >= 0x20 && c < 0x7F;
  }

  /** Whether it may name a request: 1 to 128 of {@code A-Z a-z 0-9 . _ : -}. */
  static boolean isId(String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '-' && c != '_' && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }
}
