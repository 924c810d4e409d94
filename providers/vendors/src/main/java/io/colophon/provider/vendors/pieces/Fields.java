package io.colophon.provider.vendors.pieces;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of answers, where a missing one, a null and an empty text mean the same. */
public final class Fields {
  private Fields() {}

  /** A field's text, or a number in digits; empty when there is none. */
  public static String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null || value.isNull() || value.isContainer() ? "" : value.asString();
  }

  /** A field's text; null when there is none. */
  public static @Nullable String orNull(JsonNode object, String field) {
    String text = text(object, field);
    return text.isEmpty() ? null : text;
  }

  /** A field that is a number or a number in digits; {@code otherwise} when it is neither. */
  public static int number(JsonNode object, String field, int otherwise) {
    JsonNode value = object.get(field);
    return value == null ? otherwise : value.asInt(otherwise);
  }
}
