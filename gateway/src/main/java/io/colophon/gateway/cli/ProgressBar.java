package io.colophon.gateway.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that says how far the work is; nothing where nobody watches. */
final class ProgressBar {
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean watched;
  private final String what;
  private String shown = "";

  ProgressBar(PrintWriter out, boolean watched, String what) {
    this.out = out;
    this.watched = watched;
    this.what = what;
  }

  /**
   * Shows a fraction.
   *
   * @param fraction 0 to 1; what lies outside is cut
   */
  void at(double fraction) {
    double share = Math.max(0, Math.min(1, fraction));
    int full = (int) Math.round(share * WIDTH);
    show(
        String.format(
            Locale.ROOT,
            "%s [%s%s] %3.0f %%",
            what,
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            share * 100));
  }

  /** Shows how much has arrived. */
  void received(long bytes) {
    show(String.format(Locale.ROOT, "%s: %,d bytes received", what, bytes));
  }

  private void show(String line) {
    if (watched && !line.equals(shown)) {
      out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
      out.flush();
      shown = line;
    }
  }

  /** Takes the line away. */
  void clear() {
    if (watched && !shown.isEmpty()) {
      out.print("\r" + " ".repeat(shown.length()) + "\r");
      out.flush();
      shown = "";
    }
  }
}
