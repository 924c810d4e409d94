package io.colophon.gateway.config.unit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shorter side of a frame, as {@code 720p}.
 *
 * @param shortSide pixels, 1 or more
 */
public record Resolution(int shortSide) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})p");
  private static final Map<String, Integer> NAMES = Map.of("2k", 1_440, "4k", 2_160, "8k", 4_320);

  /**
   * Reads {@code 720p}, or {@code 2k} (1440), {@code 4k} (2160), {@code 8k} (4320).
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Resolution parse(String text) {
    Integer named = NAMES.get(text);
    if (named != null) {
      return new Resolution(named);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a resolution such as 720p, 1080p or 4k");
    }
    return new Resolution(Integer.parseInt(matcher.group(1)));
  }

  @Override
  public String toString() {
    return shortSide + "p";
  }
}
