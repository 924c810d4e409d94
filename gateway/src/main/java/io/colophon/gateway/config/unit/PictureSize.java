package io.colophon.gateway.config.unit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pixels of a picture or frame, as {@code 1024x1536}.
 *
 * @param width 1 or more
 * @param height 1 or more
 */
public record PictureSize(int width, int height) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  /**
   * Reads {@code 1024x1536}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static PictureSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected width and height such as 1024x1536");
    }
    return new PictureSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
