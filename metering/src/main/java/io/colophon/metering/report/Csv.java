package io.colophon.metering.report;

import java.util.List;

/** Lines of comma-separated values after RFC 4180. */
public final class Csv {
  private Csv() {}

  /** Adds one line and its end. */
  public static void line(StringBuilder out, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      cell(out, cells.get(i));
    }
    out.append("\r\n");
  }

  private static void cell(StringBuilder out, String text) {
    boolean quote = text.startsWith(" ") || text.endsWith(" ");
    for (int i = 0; i < text.length() && !quote; i++) {
      char c = text.charAt(i);
      quote = c == '"' || c == ',' || c == '\r' || c == '\n';
    }
    if (quote) {
      out.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      out.append(text);
    }
  }
}
