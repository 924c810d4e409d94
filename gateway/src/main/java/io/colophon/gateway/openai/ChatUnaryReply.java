package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Answers a chat completion at once. An answer of an upstream that speaks the same dialect goes
 * through as it is, with the label put at the end of its text.
 */
final class ChatUnaryReply implements Reply {
  private static final Set<String> MESSAGE = Set.of("message");

  private final Exchange exchange;
  private final long created;
  private final StringBuilder text = new StringBuilder();
  private final List<GenerationEvent.ToolCall> toolCalls = new ArrayList<>(0);
  private @Nullable ByteBuffer whole;

  /**
   * @param created seconds since 1970
   */
  ChatUnaryReply(Exchange exchange, long created) {
    this.exchange = exchange;
    this.created = created;
  }

  @Override
  public void started(Generation running) {
    ReceiptHeaders.atStart(exchange, running);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      text.append(delta.text());
    } else if (event instanceof GenerationEvent.ToolCall call) {
      toolCalls.add(call);
    } else if (event instanceof GenerationEvent.Relayed relayed
        && relayed.place() == GenerationEvent.Place.CLOSING
        && relayed.frame().dialect().equals(Dialects.OPENAI_CHAT)) {
      whole = relayed.frame().bytes();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    ReceiptHeaders.atEnd(exchange, receipt);
    ByteBuffer relayed = whole == null ? null : labelled(whole);
    if (relayed == null) {
      exchange.json(200, JsonBytes.write(json -> write(json, receipt)));
    } else {
      exchange.answer(200, "application/json", relayed);
    }
  }

  /** The relayed answer with all of the text; null if it cannot be said where that belongs. */
  private @Nullable ByteBuffer labelled(ByteBuffer answer) {
    TextSplice splice = TextSplice.findFirst(answer, "content", MESSAGE);
    return splice == null ? null : splice.withAllOf(text.toString());
  }

  private void write(JsonGenerator json, Receipt receipt) {
    json.writeStartObject();
    json.writeStringProperty("id", "chatcmpl-" + receipt.generationId());
    json.writeStringProperty("object", "chat.completion");
    json.writeNumberProperty("created", created);
    json.writeStringProperty(
        "model",
        receipt.servedModel().map(ServedModel::name).orElse(receipt.requestedModel().name()));
    json.writeArrayPropertyStart("choices");
    json.writeStartObject();
    json.writeNumberProperty("index", 0);
    message(json);
    json.writeNullProperty("logprobs");
    json.writeStringProperty("finish_reason", FinishReasons.chat(receipt.finishReason()));
    json.writeEndObject();
    json.writeEndArray();
    if (UsageJson.isKnown(receipt.usage())) {
      json.writeName("usage");
      UsageJson.chat(json, receipt.usage());
    }
    json.writeEndObject();
  }

  private void message(JsonGenerator json) {
    json.writeObjectPropertyStart("message");
    json.writeStringProperty("role", "assistant");
    if (text.isEmpty() && !toolCalls.isEmpty()) {
      json.writeNullProperty("content");
    } else {
      json.writeStringProperty("content", text.toString());
    }
    json.writeNullProperty("refusal");
    if (!toolCalls.isEmpty()) {
      json.writeArrayPropertyStart("tool_calls");
      for (GenerationEvent.ToolCall call : toolCalls) {
        json.writeStartObject();
        json.writeStringProperty("id", call.id());
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", call.name());
        json.writeStringProperty("arguments", call.argumentsJson());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
