package io.colophon.metering.outbox;

/** Text of attributes: CloudEvents 1.0.2, section 3.2, allows fewer characters than a string. */
final class CloudEventText {
  private static final int REPLACEMENT = 0xFFFD;

  private CloudEventText() {}

  /** The text with what is not allowed replaced by U+FFFD. */
  static String allowed(String text) {
    if (text.codePoints().allMatch(CloudEventText::isAllowed)) {
      return text;
    }
    StringBuilder allowed = new StringBuilder(text.length());
    text.codePoints().map(c -> isAllowed(c) ? c : REPLACEMENT).forEach(allowed::appendCodePoint);
    return allowed.toString();
  }

  /** No controls, no half surrogate pairs, no noncharacters. */
  private static boolean isAllowed(int c) {
    return !(c < 0x20
        || (c >= 0x7F && c <= 0x9F)
        || (c >= 0xD800 && c <= 0xDFFF)
        || (c >= 0xFDD0 && c <= 0xFDEF)
        || (c & 0xFFFE) == 0xFFFE);
  }
}
