package io.colophon.gateway.openai;

import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Writes usage. What was not reported is left out: unknown is not zero. */
final class UsageJson {

  private UsageJson() {}

  static boolean isKnown(Usage usage) {
    return usage.value(UsageUnit.INPUT_TOKENS).isPresent()
        || usage.value(UsageUnit.OUTPUT_TOKENS).isPresent();
  }

  /** The object of chat completions, where the generator stands. */
  static void chat(JsonGenerator json, Usage usage) {
    write(json, usage, "prompt_tokens", "completion_tokens");
  }

  /** The object of responses, where the generator stands. */
  static void responses(JsonGenerator json, Usage usage) {
    write(json, usage, "input_tokens", "output_tokens");
  }

  private static void write(JsonGenerator json, Usage usage, String input, String output) {
    OptionalLong in = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong out = usage.value(UsageUnit.OUTPUT_TOKENS);
    json.writeStartObject();
    in.ifPresent(value -> json.writeNumberProperty(input, value));
    out.ifPresent(value -> json.writeNumberProperty(output, value));
    if (in.isPresent() || out.isPresent()) {
      json.writeNumberProperty("total_tokens", in.orElse(0) + out.orElse(0));
    }
    details(json, input + "_details", "cached_tokens", usage.value(UsageUnit.CACHE_READ_TOKENS));
    details(json, output + "_details", "reasoning_tokens", usage.value(UsageUnit.REASONING_TOKENS));
    json.writeEndObject();
  }

  private static void details(JsonGenerator json, String name, String field, OptionalLong value) {
    if (value.isPresent()) {
      json.writeObjectPropertyStart(name);
      json.writeNumberProperty(field, value.getAsLong());
      json.writeEndObject();
    }
  }
}
