package io.colophon.gateway.fetch;

/** A piece of what a caller wrote, as a message may show it. */
final class Shown {

  private Shown() {}

  /** The first {@code most} characters, with everything but printable ASCII replaced. */
  static String of(String text, int most) {
    StringBuilder shown = new StringBuilder(most + 3);
    for (int i = 0; i < Math.min(most, text.length()); i++) {
      char c = text.charAt(i);
      shown.append(c >= 0x20 && c < 0x7f && c != '"' ? c : '?');
    }
    return text.length() > most ? shown.append("...").toString() : shown.toString();
  }
}
