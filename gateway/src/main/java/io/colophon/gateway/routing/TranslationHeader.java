package io.colophon.gateway.routing;

import io.colophon.provider.spi.Translation;
import java.util.List;
import java.util.Locale;

/**
 * Translations in one line, for a header or the log: {@code parameter;change}, joined by commas,
 * for instance {@code image.size;clamped,extensions.top_k;dropped}. Names alone: values may be a
 * caller's words. Extensions are named by callers, so what is no visible ASCII, and what the line
 * itself is made of, is replaced.
 */
public final class TranslationHeader {
  private static final int MAX_NAME = 64;
  private static final int MAX_LENGTH = 4096;

  private TranslationHeader() {}

  /** The line; empty without translations, and cut at 4,096 characters with {@code ,...}. */
  public static String of(List<Translation> translations) {
    StringBuilder line = new StringBuilder();
    for (Translation translation : translations) {
      if (line.length() > MAX_LENGTH - MAX_NAME - 16) {
        return line.append(",...").toString();
      }
      if (line.length() > 0) {
        line.append(',');
      }
      name(translation.parameter(), line);
      line.append(';').append(translation.change().name().toLowerCase(Locale.ROOT));
    }
    return line.toString();
  }

  private static void name(String name, StringBuilder line) {
    for (int i = 0; i < Math.min(MAX_NAME, name.length()); i++) {
      char c = name.charAt(i);
      line.append(c > 0x20 && c < 0x7f && c != ',' && c != ';' && c != '"' ? c : '?');
    }
  }
}
