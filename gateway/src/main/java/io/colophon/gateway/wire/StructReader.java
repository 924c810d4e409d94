package io.colophon.gateway.wire;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code google.protobuf.Struct} into maps, lists, strings, numbers and booleans. */
final class StructReader {
  private static final int MAX_DEPTH = 16;

  private final Violations violations;

  StructReader(Violations violations) {
    this.violations = violations;
  }

  Map<String, Object> read(String field, Struct struct) {
    return map(field, struct, 0);
  }

  private Map<String, Object> map(String field, Struct struct, int depth) {
    Map<String, Object> read = new LinkedHashMap<>();
    struct
        .getFieldsMap()
        .forEach(
            (key, value) ->
                value(field + "." + Excerpt.of(key), value, depth)
                    .ifPresent(v -> read.put(key, v)));
    return read;
  }

  private Optional<Object> value(String field, Value value, int depth) {
    if (depth > MAX_DEPTH) {
      violations.add(field, "nested too deeply, expected at most " + MAX_DEPTH + " levels");
      return Optional.empty();
    }
    return switch (value.getKindCase()) {
      case STRING_VALUE -> Optional.of(value.getStringValue());
      case NUMBER_VALUE -> Optional.of(value.getNumberValue());
      case BOOL_VALUE -> Optional.of(value.getBoolValue());
      case STRUCT_VALUE -> Optional.of(map(field, value.getStructValue(), depth + 1));
      case LIST_VALUE ->
          Optional.of(
              List.copyOf(
                  value.getListValue().getValuesList().stream()
                      .flatMap(item -> value(field + "[]", item, depth + 1).stream())
                      .toList()));
      default -> Optional.empty(); // null: as if the key were not there
    };
  }
}
