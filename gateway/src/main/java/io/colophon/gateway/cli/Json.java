package io.colophon.gateway.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results for machines. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** Maps, lists, texts and numbers as indented JSON. */
  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** A JSON text as what {@link #of} takes. */
  static Object parse(String json) {
    return MAPPER.readValue(json, Object.class);
  }

  /** A message in the JSON form of protobuf. */
  static String of(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().print(message);
    } catch (InvalidProtocolBufferException unknownType) {
      throw new IllegalStateException("a message holds a type that is not known", unknownType);
    }
  }
}
