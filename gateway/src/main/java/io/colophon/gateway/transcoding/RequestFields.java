package io.colophon.gateway.transcoding;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import java.text.ParseException;

/** Sets fields of a request from texts in its path and query (AIP-127). */
final class RequestFields {

  private RequestFields() {}

  /**
   * Sets a field; several values of a repeated one stand between commas.
   *
   * @param path as {@code page_size}, {@code pageSize} or {@code filter.model}
   * @throws Refusal INVALID_REQUEST if there is no such field, or the text is no value of it
   */
  static void set(Message.Builder message, String path, String text) {
    int dot = path.indexOf('.');
    FieldDescriptor field = field(message, dot < 0 ? path : path.substring(0, dot), path);
    if (dot >= 0) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
        throw Refusal.invalid(Excerpt.of(path), "no such field");
      }
      set(message.getFieldBuilder(field), path.substring(dot + 1), text);
    } else if (field.isRepeated()) {
      for (String item : text.split(",", -1)) {
        message.addRepeatedField(field, value(field, path, item.strip()));
      }
    } else {
      message.setField(field, value(field, path, text));
    }
  }

  private static FieldDescriptor field(Message.Builder message, String name, String path) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getName().equals(name) || field.getJsonName().equals(name)) {
        return field;
      }
    }
    throw Refusal.invalid(
        Excerpt.of(path), "no such field of " + message.getDescriptorForType().getFullName());
  }

  private static Object value(FieldDescriptor field, String path, String text) {
    try {
      return switch (field.getJavaType()) {
        case STRING -> text;
        case INT -> Integer.parseInt(text);
        case LONG -> Long.parseLong(text);
        case DOUBLE -> Double.parseDouble(text);
        case FLOAT -> Float.parseFloat(text);
        case BOOLEAN -> truth(text);
        case ENUM -> enumValue(field, text);
        case MESSAGE -> messageValue(field, text);
        case BYTE_STRING -> throw new IllegalArgumentException("bytes have no place here");
      };
    } catch (IllegalArgumentException | ParseException unfit) {
      throw Refusal.invalid(path, "\"" + Excerpt.of(text) + "\", expected " + expected(field));
    }
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text.equals("true");
  }

  private static EnumValueDescriptor enumValue(FieldDescriptor field, String text) {
    EnumValueDescriptor value = field.getEnumType().findValueByName(text);
    if (value == null) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Message messageValue(FieldDescriptor field, String text) throws ParseException {
    String type = field.getMessageType().getFullName();
    if (type.equals(Timestamp.getDescriptor().getFullName())) {
      return Timestamps.parse(text);
    }
    if (type.equals(Duration.getDescriptor().getFullName())) {
      return Durations.parse(text);
    }
    throw new IllegalArgumentException(type);
  }

  private static String expected(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT, LONG -> "a whole number";
      case DOUBLE, FLOAT -> "a number";
      case BOOLEAN -> "true or false";
      case ENUM ->
          "one of "
              + String.join(
                  ", ",
                  field.getEnumType().getValues().stream()
                      .map(EnumValueDescriptor::getName)
                      .toList());
      case MESSAGE ->
          field.getMessageType().getName().equals("Timestamp")
              ? "a time such as 2026-01-31T12:00:00Z"
              : "a duration such as 30s";
      default -> "a text";
    };
  }
}
