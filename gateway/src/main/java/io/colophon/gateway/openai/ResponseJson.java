package io.colophon.gateway.openai;

import io.colophon.gateway.http.ReceiptJson;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The object {@code response}, as it is at some point of its making. Used by one thread. */
final class ResponseJson {
  private final ResponsesRequest asked;
  private final String id;
  private final long created;
  private final List<Item> items = new ArrayList<>(1);

  /**
   * One output.
   *
   * @param call null for a message
   * @param text of the message so far
   */
  record Item(String id, GenerationEvent.@Nullable ToolCall call, StringBuilder text) {}

  ResponseJson(ResponsesRequest asked, String generationId, long created) {
    this.asked = asked;
    this.id = generationId;
    this.created = created;
  }

  Item message() {
    return add(new Item("msg_" + id + "_" + items.size(), null, new StringBuilder()));
  }

  Item call(GenerationEvent.ToolCall call) {
    return add(new Item("fc_" + id + "_" + items.size(), call, new StringBuilder()));
  }

  private Item add(Item item) {
    items.add(item);
    return item;
  }

  /** Place of the latest output. */
  int last() {
    return items.size() - 1;
  }

  /** A response that is being made. */
  void underWay(JsonGenerator json, String model) {
    write(json, model, "in_progress", null, false);
  }

  /**
   * A response that is made.
   *
   * @param withReceipt whether it carries the receipt
   */
  void made(JsonGenerator json, String model, Receipt receipt, boolean withReceipt) {
    write(json, model, status(receipt.finishReason()), receipt, withReceipt);
  }

  static String status(FinishReason reason) {
    return switch (reason) {
      case LENGTH, CONTENT_FILTERED, LIMIT_REACHED -> "incomplete";
      case STOP, TOOL_CALLS -> "completed";
    };
  }

  private void write(
      JsonGenerator json,
      String model,
      String status,
      @Nullable Receipt receipt,
      boolean withReceipt) {
    json.writeStartObject();
    json.writeStringProperty("id", "resp_" + id);
    json.writeStringProperty("object", "response");
    json.writeNumberProperty("created_at", created);
    json.writeStringProperty("status", status);
    json.writeBooleanProperty("background", false);
    json.writeNullProperty("error");
    incomplete(json, receipt);
    optional(json, "instructions", asked.instructions());
    json.writeStringProperty("model", model);
    json.writeArrayPropertyStart("output");
    for (Item item : items) {
      write(json, item, "completed");
    }
    json.writeEndArray();
    parameters(json);
    json.writeName("usage");
    if (receipt != null && UsageJson.isKnown(receipt.usage())) {
      UsageJson.responses(json, receipt.usage());
    } else {
      json.writeNull();
    }
    if (receipt != null && withReceipt) {
      json.writeName("colophon");
      ReceiptJson.write(json, receipt);
    }
    json.writeEndObject();
  }

  private static void incomplete(JsonGenerator json, @Nullable Receipt receipt) {
    if (receipt == null || status(receipt.finishReason()).equals("completed")) {
      json.writeNullProperty("incomplete_details");
    } else {
      json.writeObjectPropertyStart("incomplete_details");
      json.writeStringProperty(
          "reason",
          receipt.finishReason() == FinishReason.CONTENT_FILTERED
              ? "content_filter"
              : "max_output_tokens");
      json.writeEndObject();
    }
  }

  /** What was asked for is said again, as OpenAI does. */
  private void parameters(JsonGenerator json) {
    GenerationRequest.Text request = asked.request();
    request.maxTokens().ifPresent(most -> json.writeNumberProperty("max_output_tokens", most));
    json.writeObjectPropertyStart("metadata");
    json.writeEndObject();
    json.writeBooleanProperty("parallel_tool_calls", true);
    json.writeNullProperty("previous_response_id");
    json.writeBooleanProperty("store", false);
    if (request.temperature().isPresent()) {
      json.writeNumberProperty("temperature", request.temperature().getAsDouble());
    } else {
      json.writeNullProperty("temperature");
    }
    if (request.topP().isPresent()) {
      json.writeNumberProperty("top_p", request.topP().getAsDouble());
    } else {
      json.writeNullProperty("top_p");
    }
    toolChoice(json, request.prompt().extensions().get("tool_choice"));
    json.writeArrayPropertyStart("tools");
    for (GenerationRequest.Tool tool : request.tools()) {
      json.writeStartObject();
      json.writeStringProperty("type", "function");
      json.writeStringProperty("name", tool.name());
      json.writeStringProperty("description", tool.description());
      json.writeName("parameters");
      json.writeRawValue(tool.parametersJson());
      json.writeBooleanProperty("strict", false);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("truncation", "disabled");
  }

  private static void toolChoice(JsonGenerator json, @Nullable Object choice) {
    if (choice instanceof Map<?, ?> named && named.get("function") instanceof Map<?, ?> function) {
      json.writeObjectPropertyStart("tool_choice");
      json.writeStringProperty("type", "function");
      json.writeStringProperty("name", String.valueOf(function.get("name")));
      json.writeEndObject();
    } else {
      json.writeStringProperty("tool_choice", choice == null ? "auto" : choice.toString());
    }
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  /**
   * One output.
   *
   * @param status {@code in_progress} shows it before it has any content
   */
  static void write(JsonGenerator json, Item item, String status) {
    boolean begun = status.equals("in_progress");
    GenerationEvent.ToolCall call = item.call();
    json.writeStartObject();
    json.writeStringProperty("id", item.id());
    json.writeStringProperty("type", call == null ? "message" : "function_call");
    json.writeStringProperty("status", status);
    if (call != null) {
      json.writeStringProperty("call_id", call.id());
      json.writeStringProperty("name", call.name());
      json.writeStringProperty("arguments", begun ? "" : call.argumentsJson());
    } else {
      json.writeStringProperty("role", "assistant");
      json.writeArrayPropertyStart("content");
      if (!begun) {
        part(json, item.text().toString());
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** The only part of a message. */
  static void part(JsonGenerator json, String text) {
    json.writeStartObject();
    json.writeStringProperty("type", "output_text");
    json.writeArrayPropertyStart("annotations");
    json.writeEndArray();
    json.writeArrayPropertyStart("logprobs");
    json.writeEndArray();
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }
}
