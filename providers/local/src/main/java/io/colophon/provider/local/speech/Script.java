package io.colophon.provider.local.speech;

import java.util.EnumMap;
import java.util.Map;

/** Guesses the language of a text from its letters. */
public final class Script {
  private static final Map<Character.UnicodeScript, String> LANGUAGES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Character.UnicodeScript.HAN, "cmn"),
              Map.entry(Character.UnicodeScript.HIRAGANA, "ja"),
              Map.entry(Character.UnicodeScript.KATAKANA, "ja"),
              Map.entry(Character.UnicodeScript.HANGUL, "ko"),
              Map.entry(Character.UnicodeScript.CYRILLIC, "ru"),
              Map.entry(Character.UnicodeScript.GREEK, "el"),
              Map.entry(Character.UnicodeScript.ARABIC, "ar"),
              Map.entry(Character.UnicodeScript.HEBREW, "he"),
              Map.entry(Character.UnicodeScript.DEVANAGARI, "hi"),
              Map.entry(Character.UnicodeScript.BENGALI, "bn"),
              Map.entry(Character.UnicodeScript.TAMIL, "ta"),
              Map.entry(Character.UnicodeScript.THAI, "th"),
              Map.entry(Character.UnicodeScript.GEORGIAN, "ka"),
              Map.entry(Character.UnicodeScript.ARMENIAN, "hy")));

  private Script() {}

  /**
   * The likeliest language of the script that most letters belong to, as a BCP 47 tag; English for
   * Latin letters and where there are none. Japanese is told from Chinese by its kana.
   */
  public static String languageOf(String text) {
    Map<String, Integer> counts = new java.util.HashMap<>();
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(c -> LANGUAGES.getOrDefault(Character.UnicodeScript.of(c), "en"))
        .forEach(language -> counts.merge(language, 1, Integer::sum));
    if (counts.containsKey("ja")) {
      counts.merge("ja", counts.getOrDefault("cmn", 0), Integer::sum);
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(entry -> entry.getKey().equals("ja") ? 1 : 0)
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("en");
  }
}
