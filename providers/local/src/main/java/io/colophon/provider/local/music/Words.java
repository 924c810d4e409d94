package io.colophon.provider.local.music;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Words that a prompt may say something with: English ones as whole words, Chinese ones anywhere.
 * Immutable.
 */
final class Words {
  private final Pattern pattern;

  /**
   * @param words English in lower case, regular expressions allowed, or Chinese
   */
  Words(String... words) {
    StringBuilder any = new StringBuilder();
    for (String word : words) {
      boolean ascii = word.chars().allMatch(c -> c < 128);
      any.append(any.isEmpty() ? "" : "|").append(ascii ? "\\b(?:" + word + ")\\b" : word);
    }
    pattern = Pattern.compile(any.toString(), Pattern.CASE_INSENSITIVE);
  }

  /** Where the first of the words stands in the text; negative when none does. */
  int find(String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.start() : -1;
  }

  boolean in(String text) {
    return find(text) >= 0;
  }

  /** Something that is asked for with words. */
  interface Named {
    Words words();
  }

  /** The one of all values that the text names first; empty when it names none. */
  static <T extends Named> Optional<T> first(T[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> value.words().in(text))
        .min(java.util.Comparator.comparingInt(value -> value.words().find(text)));
  }
}
