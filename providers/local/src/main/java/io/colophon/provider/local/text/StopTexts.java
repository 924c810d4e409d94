package io.colophon.provider.local.text;

import java.util.List;
import java.util.function.Consumer;

/**
 * Lets text out as soon as it is certain that no stop text begins in it. For one call and one
 * thread.
 */
final class StopTexts {
  private final List<String> stops;
  private final Consumer<String> out;
  private final StringBuilder all = new StringBuilder();
  private final StringBuilder held = new StringBuilder();

  StopTexts(List<String> stops, Consumer<String> out) {
    this.stops = stops;
    this.out = out;
  }

  /** Takes a fragment; true if a stop text came up, after which nothing more may be added. */
  boolean add(String fragment) {
    held.append(fragment);
    int stop = -1;
    for (String s : stops) {
      int at = held.indexOf(s);
      stop = at >= 0 && (stop < 0 || at < stop) ? at : stop;
    }
    if (stop >= 0) {
      held.setLength(stop);
      flush();
      return true;
    }
    release(held.length() - beginning());
    return false;
  }

  /** How many of the last characters may be the beginning of a stop text. */
  private int beginning() {
    int longest = 0;
    for (String s : stops) {
      for (int n = Math.min(s.length() - 1, held.length()); n > longest; n--) {
        if (s.startsWith(held.substring(held.length() - n))) {
          longest = n;
        }
      }
    }
    return longest;
  }

  /** Lets out what was held back. */
  void flush() {
    release(held.length());
  }

  private void release(int count) {
    if (count > 0) {
      String text = held.substring(0, count);
      held.delete(0, count);
      all.append(text);
      out.accept(text);
    }
  }

  /** All that was let out. */
  String text() {
    return all.toString();
  }
}
