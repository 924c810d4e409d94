package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The members of one JSON object of a record: texts and numbers as text, arrays of texts, objects.
 * Members of later versions are kept unread.
 */
record JsonFields(Map<String, Object> members) {

  static JsonFields parse(ByteBuffer record) throws IOException {
    byte[] bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
    try (JsonParser json =
        RecordWriter.JSON.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("record is not a JSON object");
      }
      return object(json);
    } catch (JacksonException e) {
      throw new IOException("record is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonFields object(JsonParser json) {
    Map<String, Object> members = new HashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      members.put(name, value(json, json.nextToken()));
    }
    return new JsonFields(members);
  }

  private static Object value(JsonParser json, JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      return object(json);
    }
    if (token != JsonToken.START_ARRAY) {
      return json.getString();
    }
    List<Object> values = new ArrayList<>();
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      values.add(value(json, next));
    }
    return values;
  }

  String text(String name) throws IOException {
    return optionalText(name).orElseThrow(() -> new IOException("record has no \"" + name + "\""));
  }

  Optional<String> optionalText(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  long number(String name) throws IOException {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw new IOException("record's \"" + name + "\" is not a whole number", e);
    }
  }

  OptionalLong optionalNumber(String name) throws IOException {
    return members.containsKey(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
  }

  OptionalDouble optionalRatio(String name) throws IOException {
    return members.containsKey(name)
        ? OptionalDouble.of(Double.parseDouble(text(name)))
        : OptionalDouble.empty();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (members.get(name) instanceof List<?> values) {
      values.forEach(value -> texts.add(String.valueOf(value)));
    }
    return texts;
  }

  /** The objects of an array; none if there is no such array. */
  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    if (members.get(name) instanceof List<?> values) {
      values.forEach(
          value -> {
            if (value instanceof JsonFields fields) {
              objects.add(fields);
            }
          });
    }
    return objects;
  }

  @Nullable JsonFields object(String name) {
    return members.get(name) instanceof JsonFields fields ? fields : null;
  }
}
