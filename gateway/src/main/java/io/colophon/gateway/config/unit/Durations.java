package io.colophon.gateway.config.unit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as text: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h30m}, {@code 7d}. */
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

  private Durations() {}

  /**
   * Reads days, hours, minutes, seconds and milliseconds, largest first, each whole and at most
   * once. A unit is required, also for 0.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException("expected a duration such as 500ms, 2s, 10m, 1h30m or 7d");
    }
    return Duration.ofDays(part(matcher, 1))
        .plusHours(part(matcher, 2))
        .plusMinutes(part(matcher, 3))
        .plusSeconds(part(matcher, 4))
        .plusMillis(part(matcher, 5));
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The shortest text that {@link #parse} reads as the same length, in whole milliseconds. */
  public static String print(Duration length) {
    StringBuilder text = new StringBuilder();
    append(text, length.toDays(), "d");
    append(text, length.toHoursPart(), "h");
    append(text, length.toMinutesPart(), "m");
    append(text, length.toSecondsPart(), "s");
    append(text, length.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
