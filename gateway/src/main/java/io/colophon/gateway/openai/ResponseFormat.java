package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import org.jspecify.annotations.Nullable;

/**
 * Which form the text has to have.
 *
 * @param schema the JSON schema that it must fit; null for none
 * @param jsonObject whether any JSON object will do
 */
record ResponseFormat(@Nullable String schema, boolean jsonObject) {

  /** The fields in whatever order they come. */
  private static final class Fields {
    @Nullable String type;
    @Nullable String schema;
  }

  /** Reads {@code response_format} of chat completions, or {@code text.format} of responses. */
  static ResponseFormat read(JsonIn in, String place) {
    Fields fields = new Fields();
    in.object(name -> field(in, fields, name));
    return switch (String.valueOf(fields.type)) {
      case "text" -> new ResponseFormat(null, false);
      case "json_object" -> new ResponseFormat(null, true);
      case "json_schema" -> {
        if (fields.schema == null) {
          throw Refusal.invalid(place + ".schema", "missing, expected a JSON schema");
        }
        yield new ResponseFormat(fields.schema, false);
      }
      default ->
          throw Refusal.invalid(
              place + ".type",
              "\""
                  + Excerpt.of(String.valueOf(fields.type))
                  + "\", expected text, json_object or json_schema");
    };
  }

  private static void field(JsonIn in, Fields into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "type" -> into.type = in.text();
      case "json_schema" -> in.object(inner -> field(in, into, inner));
      case "schema" -> into.schema = in.rawObject();
      default -> in.skip();
    }
  }
}
