package io.colophon.gateway.gemini;

import io.colophon.gateway.http.JsonBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Google's {@code Schema}, a part of OpenAPI 3.0, as a JSON schema: types in lower case, {@code
 * nullable} as one of the types.
 */
final class OpenApiSchema {
  private static final List<String> OF_SCHEMAS = List.of("properties", "defs", "$defs");

  private OpenApiSchema() {}

  /** The JSON schema as text. */
  static String toJsonSchema(Object schema) {
    Object converted = convert(schema);
    return new String(
        JsonBytes.write(json -> write(json, converted)), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Object convert(Object schema) {
    if (schema instanceof List<?> list) {
      List<Object> converted = new ArrayList<>(list.size());
      list.forEach(item -> converted.add(convert(item)));
      return converted;
    }
    if (!(schema instanceof Map<?, ?> map)) {
      return schema;
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    map.forEach((key, value) -> keyword(converted, CamelCase.of(key.toString()), value));
    if (Boolean.TRUE.equals(converted.remove("nullable"))
        && converted.get("type") instanceof String type) {
      converted.put("type", List.of(type, "null"));
    }
    converted.remove("propertyOrdering"); // no keyword of JSON schema
    return converted;
  }

  private static void keyword(Map<String, Object> into, String name, Object value) {
    if (name.equals("type") && value instanceof String type) {
      into.put(name, type.toLowerCase(Locale.ROOT));
    } else if (OF_SCHEMAS.contains(name) && value instanceof Map<?, ?> named) {
      Map<String, Object> schemas = new LinkedHashMap<>();
      named.forEach((key, schema) -> schemas.put(key.toString(), convert(schema)));
      into.put(name, schemas);
    } else if (name.equals("items") || name.equals("anyOf")) {
      into.put(name, convert(value));
    } else if (name.startsWith("min") || name.startsWith("max")) {
      into.put(name, number(value)); // 64-bit numbers are strings in Google's JSON
    } else {
      into.put(name, value);
    }
  }

  private static Object number(Object value) {
    if (value instanceof String text && text.matches("-?[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    return value;
  }

  /** Strings, numbers, booleans, lists and maps of these. */
  static void write(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach(
          (key, item) -> {
            json.writeName(key.toString());
            write(json, item);
          });
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      list.forEach(item -> write(json, item));
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeRawValue(number.toString());
    } else {
      json.writeString(value.toString());
    }
  }
}
