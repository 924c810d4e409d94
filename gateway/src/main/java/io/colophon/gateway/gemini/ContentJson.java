package io.colophon.gateway.gemini;

import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes {@code GenerateContentResponse}s that no upstream of this dialect has written. */
final class ContentJson {

  private ContentJson() {}

  /**
   * A response of one candidate.
   *
   * @param parts writes the parts
   * @param receipt of the last response; null for one in the middle of a stream
   */
  static byte[] response(
      String generationId, String model, Consumer<JsonGenerator> parts, @Nullable Receipt receipt) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("candidates");
          json.writeStartObject();
          json.writeObjectPropertyStart("content");
          json.writeArrayPropertyStart("parts");
          parts.accept(json);
          json.writeEndArray();
          json.writeStringProperty("role", "model");
          json.writeEndObject();
          if (receipt != null) {
            json.writeStringProperty("finishReason", reason(receipt.finishReason()));
          }
          json.writeNumberProperty("index", 0);
          json.writeEndObject();
          json.writeEndArray();
          if (receipt != null) {
            usage(json, receipt.usage());
          }
          json.writeStringProperty("modelVersion", model);
          json.writeStringProperty("responseId", generationId);
          json.writeEndObject();
        });
  }

  static void text(JsonGenerator json, String text) {
    json.writeStartObject();
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }

  static void call(JsonGenerator json, GenerationEvent.ToolCall call) {
    json.writeStartObject();
    json.writeObjectPropertyStart("functionCall");
    json.writeStringProperty("id", call.id());
    json.writeStringProperty("name", call.name());
    json.writeName("args");
    json.writeRawValue(call.argumentsJson());
    json.writeEndObject();
    json.writeEndObject();
  }

  static void media(JsonGenerator json, String mimeType, ByteBuffer bytes) {
    byte[] encoded = Base64.getEncoder().encode(bytes.duplicate()).array();
    json.writeStartObject();
    json.writeObjectPropertyStart("inlineData");
    json.writeStringProperty("mimeType", mimeType);
    json.writeName("data");
    json.writeRawUTF8String(encoded, 0, encoded.length); // base64 needs no escapes
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String reason(FinishReason reason) {
    return switch (reason) {
      case STOP, TOOL_CALLS -> "STOP"; // calls have no reason of their own in this dialect
      case LENGTH, LIMIT_REACHED -> "MAX_TOKENS";
      case CONTENT_FILTERED -> "SAFETY";
    };
  }

  /**
   * Counts. This dialect counts thoughts beside the candidates' tokens, we count them among the
   * output's. What nobody reported is left out.
   */
  private static void usage(JsonGenerator json, Usage usage) {
    OptionalLong input = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    OptionalLong thoughts = usage.value(UsageUnit.REASONING_TOKENS);
    json.writeObjectPropertyStart("usageMetadata");
    input.ifPresent(count -> json.writeNumberProperty("promptTokenCount", count));
    usage
        .value(UsageUnit.CACHE_READ_TOKENS)
        .ifPresent(count -> json.writeNumberProperty("cachedContentTokenCount", count));
    output.ifPresent(
        count ->
            json.writeNumberProperty(
                "candidatesTokenCount", Math.max(0, count - thoughts.orElse(0))));
    thoughts.ifPresent(count -> json.writeNumberProperty("thoughtsTokenCount", count));
    if (input.isPresent() && output.isPresent()) {
      json.writeNumberProperty("totalTokenCount", input.getAsLong() + output.getAsLong());
    }
    json.writeEndObject();
  }
}
