package io.colophon.gateway.anthropic;

import io.colophon.gateway.pipeline.Receipt;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes messages that no upstream of this dialect has written. */
final class MessageJson {

  private MessageJson() {}

  /** A whole message. */
  static void message(
      JsonGenerator json, Receipt receipt, String text, List<GenerationEvent.ToolCall> calls) {
    json.writeStartObject();
    head(json, receipt.generationId(), modelOf(receipt));
    json.writeArrayPropertyStart("content");
    if (!text.isEmpty()) {
      json.writeStartObject();
      json.writeStringProperty("type", "text");
      json.writeStringProperty("text", text);
      json.writeEndObject();
    }
    for (GenerationEvent.ToolCall call : calls) {
      json.writeStartObject();
      json.writeStringProperty("type", "tool_use");
      json.writeStringProperty("id", call.id());
      json.writeStringProperty("name", call.name());
      json.writeName("input");
      json.writeRawValue(call.argumentsJson());
      json.writeEndObject();
    }
    json.writeEndArray();
    stop(json, receipt.finishReason());
    json.writeName("usage");
    usage(json, receipt.usage());
    json.writeEndObject();
  }

  /** The message that a stream begins with: no content, no counts yet. */
  static void opening(JsonGenerator json, String generationId, String model) {
    json.writeObjectPropertyStart("message");
    head(json, generationId, model);
    json.writeArrayPropertyStart("content");
    json.writeEndArray();
    stop(json, null);
    json.writeObjectPropertyStart("usage");
    json.writeNumberProperty("input_tokens", 0);
    json.writeNumberProperty("output_tokens", 0);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void head(JsonGenerator json, String generationId, String model) {
    json.writeStringProperty("id", "msg_" + generationId);
    json.writeStringProperty("type", "message");
    json.writeStringProperty("role", "assistant");
    json.writeStringProperty("model", model);
  }

  private static String modelOf(Receipt receipt) {
    return receipt.servedModel().map(ServedModel::name).orElse(receipt.targetModel().name());
  }

  /** Where a model stopped; null while it has not. */
  static void stop(JsonGenerator json, @Nullable FinishReason reason) {
    if (reason == null) {
      json.writeNullProperty("stop_reason");
    } else {
      json.writeStringProperty(
          "stop_reason",
          switch (reason) {
            case STOP -> "end_turn";
            case LENGTH, LIMIT_REACHED -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTERED -> "refusal";
          });
    }
    json.writeNullProperty("stop_sequence"); // which stop text it was, our terms do not say
  }

  /**
   * Counts. This dialect's {@code input_tokens} are those that no cache had to do with; ours are
   * all. What nobody reported is null, not 0.
   */
  static void usage(JsonGenerator json, Usage usage) {
    OptionalLong read = usage.value(UsageUnit.CACHE_READ_TOKENS);
    OptionalLong written = usage.value(UsageUnit.CACHE_WRITE_TOKENS);
    OptionalLong input = usage.value(UsageUnit.INPUT_TOKENS);
    json.writeStartObject();
    if (input.isPresent()) {
      long cached = read.orElse(0) + written.orElse(0);
      json.writeNumberProperty("input_tokens", Math.max(0, input.getAsLong() - cached));
    } else {
      json.writeNullProperty("input_tokens");
    }
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    if (output.isPresent()) {
      json.writeNumberProperty("output_tokens", output.getAsLong());
    } else {
      json.writeNullProperty("output_tokens");
    }
    if (written.isPresent()) {
      json.writeNumberProperty("cache_creation_input_tokens", written.getAsLong());
    }
    if (read.isPresent()) {
      json.writeNumberProperty("cache_read_input_tokens", read.getAsLong());
    }
    json.writeEndObject();
  }
}
