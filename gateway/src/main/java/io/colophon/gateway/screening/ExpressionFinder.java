package io.colophon.gateway.screening;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Finds what a regular expression matches. Nothing says how much of a text may still become a
 * match, so of streamed text the last half of the window waits. The other half fills up between two
 * looks, so that a stream is not searched anew for each of its pieces.
 */
final class ExpressionFinder implements Finder {
  private final Pattern pattern;
  private final int half;

  /**
   * @param window most characters that may wait; matches up to half of it are found wherever they
   *     are cut
   */
  ExpressionFinder(Pattern pattern, int window) {
    this.pattern = pattern;
    this.half = window / 2;
  }

  @Override
  public int step() {
    return half;
  }

  @Override
  public void find(NormalText text, int from, boolean whole, Findings findings) {
    StringBuilder normal = new StringBuilder(text.length());
    boolean wide = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      if (i == from) {
        begin = normal.length();
      }
      normal.appendCodePoint(text.at(i));
      wide |= text.at(i) > 0xFFFF;
    }
    Matcher matcher = pattern.matcher(normal);
    int at = from == text.length() ? normal.length() : begin;
    while (at < normal.length() && matcher.find(at)) {
      int start = index(normal, matcher.start(), wide);
      int end = index(normal, matcher.end(), wide);
      at = Math.max(at + 1, matcher.end());
      if (end > start) {
        findings.match(start, end);
        if (end == text.length() && !whole) {
          findings.openFrom(start);
        }
      }
    }
    if (!whole) {
      findings.openFrom(Math.max(from, text.length() - half));
    }
  }

  private static int index(CharSequence normal, int unit, boolean wide) {
    return wide ? Character.codePointCount(normal, 0, unit) : unit;
  }
}
