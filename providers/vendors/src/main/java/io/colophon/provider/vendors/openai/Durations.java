package io.colophon.provider.vendors.openai;

import java.time.Duration;
import java.util.Optional;

/**
 * Durations as OpenAI's rate-limit headers write them: {@code 20ms}, {@code 1s}, {@code 6m0.5s}.
 */
final class Durations {
  private static final int MOST_CHARACTERS = 32;

  private Durations() {}

  /** The duration; empty if the text is none. */
  static Optional<Duration> parse(String text) {
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    double millis = 0;
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length()
          && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
        end++;
      }
      int unitEnd = end;
      while (unitEnd < text.length() && Character.isLetter(text.charAt(unitEnd))) {
        unitEnd++;
      }
      double factor =
          switch (text.substring(end, unitEnd)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> Double.NaN;
          };
      if (end == at || Double.isNaN(factor)) {
        return Optional.empty();
      }
      try {
        millis += Double.parseDouble(text.substring(at, end)) * factor;
      } catch (NumberFormatException twoPoints) {
        return Optional.empty();
      }
      at = unitEnd;
    }
    return Optional.of(Duration.ofMillis(Math.round(millis)));
  }
}
