package io.colophon.gateway.openai;

import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.provider.spi.GenerationEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the typed events of one streamed response, in OpenAI's order. Used by one thread. */
final class ResponseEvents {
  private final ResponseJson response;
  private final String model;
  private final Consumer<byte[]> out;
  private int number;
  private ResponseJson.@Nullable Item message;

  /**
   * @param out where events go
   */
  ResponseEvents(ResponseJson response, String model, Consumer<byte[]> out) {
    this.response = response;
    this.model = model;
    this.out = out;
  }

  private void event(String type, Consumer<JsonGenerator> fields) {
    int sequence = number++;
    out.accept(
        SseEvent.named(
            type,
            JsonBytes.write(
                json -> {
                  json.writeStartObject();
                  json.writeStringProperty("type", type);
                  json.writeNumberProperty("sequence_number", sequence);
                  fields.accept(json);
                  json.writeEndObject();
                })));
  }

  void created() {
    Consumer<JsonGenerator> whole =
        json -> {
          json.writeName("response");
          response.underWay(json, model);
        };
    event("response.created", whole);
    event("response.in_progress", whole);
  }

  void text(String text) {
    ResponseJson.Item item = message;
    if (item == null) {
      item = response.message();
      message = item;
      added(item);
      part("response.content_part.added", item, "");
    }
    item.text().append(text);
    delta("response.output_text.delta", item, "delta", text);
  }

  void toolCall(GenerationEvent.ToolCall call) {
    endMessage();
    ResponseJson.Item item = response.call(call);
    added(item);
    arguments("response.function_call_arguments.delta", item, "delta", call.argumentsJson());
    arguments("response.function_call_arguments.done", item, "arguments", call.argumentsJson());
    done(item);
  }

  /** The last event. */
  void made(Receipt receipt) {
    endMessage();
    event(
        "response." + ResponseJson.status(receipt.finishReason()),
        json -> {
          json.writeName("response");
          response.made(json, model, receipt, true);
        });
  }

  private void endMessage() {
    ResponseJson.Item item = message;
    if (item != null) {
      message = null;
      String text = item.text().toString();
      delta("response.output_text.done", item, "text", text);
      part("response.content_part.done", item, text);
      done(item);
    }
  }

  private void added(ResponseJson.Item item) {
    item("response.output_item.added", item, "in_progress");
  }

  private void done(ResponseJson.Item item) {
    item("response.output_item.done", item, "completed");
  }

  private void item(String type, ResponseJson.Item item, String status) {
    event(
        type,
        json -> {
          json.writeNumberProperty("output_index", response.last());
          json.writeName("item");
          ResponseJson.write(json, item, status);
        });
  }

  private void part(String type, ResponseJson.Item item, String text) {
    event(
        type,
        json -> {
          place(json, item);
          json.writeNumberProperty("content_index", 0);
          json.writeName("part");
          ResponseJson.part(json, text);
        });
  }

  private void delta(String type, ResponseJson.Item item, String field, String text) {
    event(
        type,
        json -> {
          place(json, item);
          json.writeNumberProperty("content_index", 0);
          json.writeStringProperty(field, text);
          json.writeArrayPropertyStart("logprobs");
          json.writeEndArray();
        });
  }

  private void arguments(String type, ResponseJson.Item item, String field, String arguments) {
    event(
        type,
        json -> {
          place(json, item);
          json.writeStringProperty(field, arguments);
        });
  }

  private void place(JsonGenerator json, ResponseJson.Item item) {
    json.writeStringProperty("item_id", item.id());
    json.writeNumberProperty("output_index", response.last());
  }
}
