package io.colophon.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON schemas of messages in their JSON mapping; collects those that are referred to. */
final class Schemas {
  private static final String REF = "#/components/schemas/";

  private final ProtoComments comments;
  private final Map<String, Object> components = new TreeMap<>();

  Schemas(ProtoComments comments) {
    this.comments = comments;
  }

  /** All schemas referred to so far, by name. */
  Map<String, Object> components() {
    return components;
  }

  /** A reference to the message's schema, or the schema of a well-known type. */
  Map<String, Object> of(Descriptor message) {
    Map<String, Object> known = wellKnown(message.getFullName());
    if (known != null) {
      return known;
    }
    String name = message.getFullName();
    if (!components.containsKey(name)) {
      components.put(name, Map.of()); // breaks circles
      components.put(name, object(message));
    }
    return Map.of("$ref", REF + name);
  }

  private static @Nullable Map<String, Object> wellKnown(String name) {
    return switch (name) {
      case "google.protobuf.Timestamp" -> Map.of("type", "string", "format", "date-time");
      case "google.protobuf.Duration" ->
          Map.of("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$");
      case "google.protobuf.Struct" -> Map.of("type", "object", "additionalProperties", true);
      case "google.protobuf.Empty" -> Map.of("type", "object");
      case "google.protobuf.Any" ->
          Map.of(
              "type",
              "object",
              "required",
              List.of("@type"),
              "properties",
              Map.of("@type", Map.of("type", "string")),
              "additionalProperties",
              true);
      default -> null;
    };
  }

  private Map<String, Object> object(Descriptor message) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    describe(schema, comments.of(message.getFullName()));
    Map<String, Object> properties = new LinkedHashMap<>();
    for (FieldDescriptor field : message.getFields()) {
      Map<String, Object> property = new LinkedHashMap<>(field(field));
      describe(property, comments.of(field.getFullName()));
      properties.put(field.getJsonName(), property);
    }
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static void describe(Map<String, Object> schema, String comment) {
    if (!comment.isEmpty()) {
      schema.put("description", comment);
    }
  }

  private Map<String, Object> field(FieldDescriptor field) {
    if (field.isMapField()) {
      FieldDescriptor value = field.getMessageType().findFieldByName("value");
      return Map.of("type", "object", "additionalProperties", single(value));
    }
    return field.isRepeated() ? Map.of("type", "array", "items", single(field)) : single(field);
  }

  /** One value; 64-bit numbers are strings, bytes are base64. */
  Map<String, Object> single(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> Map.of("type", "string");
      case BYTE_STRING -> Map.of("type", "string", "contentEncoding", "base64");
      case INT -> Map.of("type", "integer", "format", "int32");
      case LONG -> Map.of("type", "string", "format", "int64");
      case FLOAT, DOUBLE -> Map.of("type", "number", "format", "double");
      case BOOLEAN -> Map.of("type", "boolean");
      case ENUM -> enumeration(field.getEnumType());
      case MESSAGE -> of(field.getMessageType());
    };
  }

  private Map<String, Object> enumeration(EnumDescriptor type) {
    String name = type.getFullName();
    if (name.equals("google.protobuf.NullValue")) {
      return Map.of("type", "null");
    }
    if (!components.containsKey(name)) {
      List<String> names = new ArrayList<>();
      StringBuilder about = new StringBuilder(comments.of(name));
      for (EnumValueDescriptor value : type.getValues()) {
        names.add(value.getName());
        String comment = comments.of(name + "." + value.getName());
        if (!comment.isEmpty()) {
          about.append(about.isEmpty() ? "" : "\n").append(value.getName()).append(": ");
          about.append(comment);
        }
      }
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "string");
      schema.put("enum", names);
      describe(schema, about.toString());
      components.put(name, schema);
    }
    return Map.of("$ref", REF + name);
  }
}
