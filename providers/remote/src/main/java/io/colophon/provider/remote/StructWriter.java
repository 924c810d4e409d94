package io.colophon.provider.remote;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes strings, numbers, booleans, lists and maps as {@code google.protobuf.Struct}. */
final class StructWriter {

  private StructWriter() {}

  /**
   * Writes those of {@code values} whose keys are among {@code keys}.
   *
   * @throws IllegalArgumentException if a value is of another kind; the message names its key
   */
  static Struct write(Map<String, Object> values, Set<String> keys) {
    Struct.Builder out = Struct.newBuilder();
    values.forEach(
        (key, value) -> {
          if (keys.contains(key)) {
            out.putFields(key, value("extensions." + key, value));
          }
        });
    return out.build();
  }

  private static Value value(String field, Object value) {
    Value.Builder out = Value.newBuilder();
    if (value instanceof String text) {
      out.setStringValue(text);
    } else if (value instanceof Boolean truth) {
      out.setBoolValue(truth);
    } else if (value instanceof Number number) {
      out.setNumberValue(number.doubleValue());
    } else if (value instanceof List<?> items) {
      ListValue.Builder list = ListValue.newBuilder();
      items.forEach(item -> list.addValues(value(field + "[]", item)));
      out.setListValue(list);
    } else if (value instanceof Map<?, ?> entries) {
      Struct.Builder struct = Struct.newBuilder();
      entries.forEach(
          (key, item) -> struct.putFields(String.valueOf(key), value(field + "." + key, item)));
      out.setStructValue(struct);
    } else {
      throw new IllegalArgumentException(
          field
              + " is a "
              + value.getClass().getSimpleName()
              + ", expected a string, number, boolean, list or map");
    }
    return out.build();
  }
}
