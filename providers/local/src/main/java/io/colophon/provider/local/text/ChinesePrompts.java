package io.colophon.provider.local.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a Chinese prompt is about: its characters, simplified, without the words of asking, in twos.
 * Immutable.
 */
final class ChinesePrompts {
  private static final int MOST_KEYS = 4;
  private static final int KEY_LENGTH = 2;
  private static final Pattern NOT_HAN = Pattern.compile("[^\\u4e00-\\u9fff]+");

  private record FormWord(String word, Form form) {}

  private final Vocabulary vocabulary;
  private final Pattern requestWords =
      Pattern.compile(String.join("|", Resources.words("request-words-zh.txt")));
  private final List<FormWord> forms =
      Resources.words("forms-zh.txt").stream()
          .map(line -> line.split(" ", 2))
          .map(line -> new FormWord(line[0], Form.valueOf(line[1].toUpperCase(Locale.ROOT))))
          .toList();
  private final Map<Character, Character> simple =
      Resources.words("traditional-zh.txt").stream()
          .collect(Collectors.toUnmodifiableMap(pair -> pair.charAt(0), pair -> pair.charAt(1)));

  ChinesePrompts(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static boolean isHan(char c) {
    return c >= '\u4e00' && c <= '\u9fff';
  }

  Condition read(String prompt) {
    String text = simplified(prompt);
    Form form =
        forms.stream()
            .filter(f -> text.contains(f.word()))
            .map(FormWord::form)
            .findFirst()
            .orElse(Form.SEVEN);
    List<String> keys = keys(requestWords.matcher(text).replaceAll(" "));
    return new Condition(Language.CHINESE, form, keys.isEmpty() ? keys(text) : keys);
  }

  private String simplified(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      out.setCharAt(i, simple.getOrDefault(out.charAt(i), out.charAt(i)));
    }
    return out.toString();
  }

  private List<String> keys(String text) {
    List<String> keys = new ArrayList<>();
    for (String run : NOT_HAN.split(text)) {
      for (int at = 0; at < run.length(); at += KEY_LENGTH) {
        String key = known(run.substring(at, Math.min(run.length(), at + KEY_LENGTH)));
        if (!key.isEmpty() && !keys.contains(key)) {
          keys.add(key);
        }
        if (keys.size() == MOST_KEYS) {
          return keys;
        }
      }
    }
    return keys;
  }

  /** Only those characters that the network was trained on. */
  private String known(String key) {
    StringBuilder out = new StringBuilder();
    key.chars()
        .filter(c -> vocabulary.id(Character.toString(c)) != Vocabulary.ABSENT)
        .forEach(c -> out.append((char) c));
    return out.toString();
  }
}
