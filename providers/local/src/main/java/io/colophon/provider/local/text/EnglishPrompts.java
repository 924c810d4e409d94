package io.colophon.provider.local.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an English prompt is about: its words without those of grammar and of asking. Immutable. */
final class EnglishPrompts {
  private static final int MOST_KEYS = 4;
  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final int SHORTEST_WORD = 2;
  private static final int LONGEST_WORD = 20;

  private final Set<String> stopWords = Set.copyOf(Resources.words("stop-words-en.txt"));
  private final Set<String> requestWords = Set.copyOf(Resources.words("request-words-en.txt"));
  private final Set<String> verseWords = Set.copyOf(Resources.words("verse-words-en.txt"));

  Condition read(String text) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> order = new ArrayList<>();
    Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (words.find()) {
      String word = words.group();
      boolean sound = word.length() >= SHORTEST_WORD && word.length() <= LONGEST_WORD;
      if (sound && counts.merge(word, 1, Integer::sum) == 1) {
        order.add(word);
      }
    }
    boolean verse = order.stream().anyMatch(verseWords::contains);
    return new Condition(Language.ENGLISH, verse ? Form.VERSE : Form.DEFINE, keys(order, counts));
  }

  private List<String> keys(List<String> order, Map<String, Integer> counts) {
    Predicate<String> content = word -> !stopWords.contains(word);
    List<String> topic =
        order.stream().filter(content.and(word -> !requestWords.contains(word))).toList();
    List<String> found = topic.isEmpty() ? order.stream().filter(content).toList() : topic;
    // The sort is stable: words said equally often stay in the order of the prompt.
    return found.stream()
        .sorted((a, b) -> Integer.compare(counts.getOrDefault(b, 0), counts.getOrDefault(a, 0)))
        .limit(MOST_KEYS)
        .toList();
  }
}
