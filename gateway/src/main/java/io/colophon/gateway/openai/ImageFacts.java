package io.colophon.gateway.openai;

import io.colophon.gateway.fetch.DeclaredSize;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** What stands beside a picture in an answer. */
final class ImageFacts {
  private static final String IMAGE = "image/";

  private ImageFacts() {}

  /** The file's own size and format, and what was asked for of the rest. */
  static void write(JsonGenerator json, ImageOrder order, ImageFile file) {
    if (file.mimeType().startsWith(IMAGE)) {
      json.writeStringProperty("output_format", file.mimeType().substring(IMAGE.length()));
    }
    DeclaredSize.read(file.head())
        .ifPresent(size -> json.writeStringProperty("size", size.width() + "x" + size.height()));
    asked(json, order, "quality");
    asked(json, order, "background");
  }

  private static void asked(JsonGenerator json, ImageOrder order, String name) {
    if (order.extensions.get(name) instanceof String value) {
      json.writeStringProperty(name, value);
    }
  }

  /** Left out where nobody counted tokens. */
  static void usage(JsonGenerator json, Usage usage) {
    OptionalLong input = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    if (input.isEmpty() && output.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("usage");
    input.ifPresent(count -> json.writeNumberProperty("input_tokens", count));
    output.ifPresent(count -> json.writeNumberProperty("output_tokens", count));
    json.writeNumberProperty("total_tokens", input.orElse(0) + output.orElse(0));
    json.writeEndObject();
  }
}
