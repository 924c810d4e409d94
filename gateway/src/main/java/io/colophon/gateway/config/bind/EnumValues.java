package io.colophon.gateway.config.bind;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words that stand for the constants of an enum. */
public final class EnumValues {
  private EnumValues() {}

  /** Words in the order of the constants. */
  public static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> KebabCase.ofConstant((Enum<?>) constant))
        .toList();
  }

  static ValueType type(Class<?> type) {
    return new ValueType(
        "one of " + String.join(", ", words(type)),
        text -> read(type, text),
        constant -> KebabCase.ofConstant((Enum<?>) constant));
  }

  private static Object read(Class<?> type, String text) {
    List<String> words = words(type);
    int index = words.indexOf(text);
    if (index >= 0) {
      return type.getEnumConstants()[index];
    }
    String expected =
        words.size() == 1
            ? "expected " + words.get(0)
            : "expected one of " + String.join(", ", words);
    NotYet notYet = type.getAnnotation(NotYet.class);
    if (notYet != null && Arrays.asList(notYet.value()).contains(text)) {
      throw new IllegalArgumentException("not available in this version, " + expected);
    }
    throw new IllegalArgumentException(
        expected
            + Suggestion.nearest(text.toLowerCase(Locale.ROOT).replace('_', '-'), words)
                .map(meant -> "; did you mean \"" + meant + "\"?")
                .orElse(""));
  }
}
