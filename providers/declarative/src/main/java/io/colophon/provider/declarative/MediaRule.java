package io.colophon.provider.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Where the files of an answer are.
 *
 * @param each the list, or the one thing, that holds them; empty: the whole answer
 * @param at the file within each; empty: each itself
 * @param form how it is written
 * @param type media type of the files where nothing else says it
 * @param typeAt where each says its type; empty: nowhere
 * @param types what the vendor's words for types mean
 */
record MediaRule(
    Optional<JsonPointer> each,
    JsonPointer at,
    Form form,
    String type,
    Optional<JsonPointer> typeAt,
    Map<String, String> types) {

  /** How a file is written in an answer. */
  enum Form {
    /** An address to fetch it from. */
    URL,
    BASE64,
    HEX
  }

  static MediaRule read(Section section) {
    MediaRule rule =
        new MediaRule(
            section.pointer("each"),
            section.pointer("at").orElse(JsonPointer.empty()),
            Section.word(section.get("form"), Form.class),
            mimeType(section.get("type")),
            section.pointer("type-at"),
            section.textMap("types"));
    section.end();
    return rule;
  }

  static String mimeType(Node node) {
    String text = Section.text(node);
    if (!text.matches("(image|audio|video)/[a-z0-9.+-]+")) {
      throw new AdapterException(
          node, "expected a media type such as image/png, found \"" + text + "\"");
    }
    return text;
  }

  /** A file as the answer names it. */
  record Found(String value, String mimeType) {}

  List<Found> find(JsonNode answer, String asked) {
    Optional<JsonNode> holder =
        each.isEmpty() ? Optional.of(answer) : Places.at(answer, each.get());
    List<Found> found = new ArrayList<>();
    if (holder.isEmpty()) {
      return found;
    }
    JsonNode all = holder.get();
    for (int i = 0; i < (all.isArray() ? all.size() : 1); i++) {
      JsonNode one = all.isArray() ? all.get(i) : all;
      Places.text(one, at).ifPresent(value -> found.add(new Found(value, type(one, asked))));
    }
    return found;
  }

  private String type(JsonNode one, String asked) {
    String said =
        typeAt
            .flatMap(at -> Places.text(one, at))
            .map(word -> types.getOrDefault(word, word).toLowerCase(Locale.ROOT))
            .filter(word -> word.matches("(image|audio|video)/[a-z0-9.+-]+"))
            .orElse(asked);
    return said.isEmpty() ? type : said;
  }
}
