package io.colophon.provider.vendors.minimax;

import java.util.Map;
import java.util.Optional;

/** What MiniMax calls languages in {@code language_boost}. */
final class Languages {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("zh", "Chinese"),
          Map.entry("yue", "Chinese,Yue"),
          Map.entry("en", "English"),
          Map.entry("ar", "Arabic"),
          Map.entry("ru", "Russian"),
          Map.entry("es", "Spanish"),
          Map.entry("fr", "French"),
          Map.entry("pt", "Portuguese"),
          Map.entry("de", "German"),
          Map.entry("tr", "Turkish"),
          Map.entry("nl", "Dutch"),
          Map.entry("uk", "Ukrainian"),
          Map.entry("vi", "Vietnamese"),
          Map.entry("id", "Indonesian"),
          Map.entry("ja", "Japanese"),
          Map.entry("it", "Italian"),
          Map.entry("ko", "Korean"),
          Map.entry("th", "Thai"),
          Map.entry("pl", "Polish"),
          Map.entry("ro", "Romanian"),
          Map.entry("el", "Greek"),
          Map.entry("cs", "Czech"),
          Map.entry("fi", "Finnish"),
          Map.entry("hi", "Hindi"));

  private Languages() {}

  /** The name of a BCP 47 tag's language; empty when the vendor has none. */
  static Optional<String> of(String tag) {
    int end = tag.indexOf('-');
    return Optional.ofNullable(NAMES.get(end < 0 ? tag : tag.substring(0, end)));
  }
}
