package io.colophon.provider.declarative;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Takes values out of answers; what is missing or null is nothing. */
final class Places {
  private Places() {}

  static Optional<JsonNode> at(JsonNode answer, JsonPointer pointer) {
    JsonNode found = answer.at(pointer);
    return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(found);
  }

  /** A text, number or flag as text; empty text is nothing. */
  static Optional<String> text(JsonNode answer, JsonPointer pointer) {
    return at(answer, pointer)
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asString)
        .filter(text -> !text.isEmpty());
  }

  /** The first place that holds something. */
  static Optional<String> text(JsonNode answer, List<JsonPointer> pointers) {
    for (JsonPointer pointer : pointers) {
      Optional<String> found = text(answer, pointer);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A number, or a text that is one. */
  static OptionalDouble number(JsonNode answer, JsonPointer pointer) {
    Optional<String> found = text(answer, pointer);
    try {
      return found.isPresent()
          ? OptionalDouble.of(Double.parseDouble(found.get()))
          : OptionalDouble.empty();
    } catch (NumberFormatException none) {
      return OptionalDouble.empty();
    }
  }

  /** A count of 0 or more. */
  static OptionalLong count(double value) {
    return value >= 0 && value < 9e15 ? OptionalLong.of(Math.round(value)) : OptionalLong.empty();
  }
}
