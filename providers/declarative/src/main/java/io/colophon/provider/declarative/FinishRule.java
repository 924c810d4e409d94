package io.colophon.provider.declarative;

import io.colophon.provider.spi.FinishReason;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Why the model stopped.
 *
 * @param at where the vendor says so; empty: in a header, or nowhere
 * @param words what its words mean; a word that is not listed means STOP
 */
record FinishRule(Optional<JsonPointer> at, Map<String, FinishReason> words) {
  static final FinishRule NONE = new FinishRule(Optional.empty(), Map.of());

  static FinishRule read(Section section) {
    FinishRule rule =
        new FinishRule(section.pointer("at"), section.words("words", FinishReason.class));
    section.end();
    return rule;
  }

  /** What the body says; empty if it says nothing. */
  Optional<FinishReason> read(JsonNode body) {
    return at.flatMap(pointer -> Places.text(body, pointer))
        .map(word -> words.getOrDefault(word, FinishReason.STOP));
  }
}
