package io.colophon.gateway.signals;

import org.jspecify.annotations.Nullable;

/** The labels of one line of a metrics page, of which at most one is of interest. */
final class SeriesLabels {
  private final String text;
  private final @Nullable String wanted;
  private int at;
  private boolean wellFormed = true;
  private @Nullable String found;

  /**
   * @param from where the name ends
   * @param wanted the label whose value is asked for; null for none
   */
  SeriesLabels(String text, int from, @Nullable String wanted) {
    this.text = text;
    this.at = from;
    this.wanted = wanted;
    if (from < text.length() && text.charAt(from) == '{') {
      at++;
      read();
    }
  }

  private void read() {
    while (at < text.length()) {
      skip(" ,");
      if (at < text.length() && text.charAt(at) == '}') {
        at++;
        return;
      }
      int equals = text.indexOf('=', at);
      if (equals < 0 || equals + 1 >= text.length() || text.charAt(equals + 1) != '"') {
        break;
      }
      String name = text.substring(at, equals).trim();
      at = equals + 2;
      int begin = at;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      if (at >= text.length()) {
        break;
      }
      if (name.equals(wanted)) {
        found = text.substring(begin, at);
      }
      at++;
    }
    wellFormed = false;
  }

  private void skip(String any) {
    while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  boolean wellFormed() {
    return wellFormed;
  }

  /** Where the labels end. */
  int end() {
    return at;
  }

  /** The value as it stands; null if there is none. */
  @Nullable String found() {
    return found;
  }
}
