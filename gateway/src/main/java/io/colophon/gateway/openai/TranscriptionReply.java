package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.http.ReceiptJson;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Answers with the words of a recording, at once or as events. */
final class TranscriptionReply implements Reply {
  private static final double MILLIS = 1000;

  private final Exchange exchange;
  private final TranscriptionOrder order;
  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  TranscriptionReply(Exchange exchange, TranscriptionOrder order) {
    this.exchange = exchange;
    this.order = order;
  }

  @Override
  public void started(Generation generation) {
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (!(event instanceof GenerationEvent.TextDelta delta)) {
      return;
    }
    text.append(delta.text());
    if (order.stream()) {
      begin();
      exchange.write(
          event("transcript.text.delta", json -> json.writeStringProperty("delta", delta.text())));
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      exchange.beginEvents();
    }
  }

  private static byte[] event(String type, java.util.function.Consumer<JsonGenerator> fields) {
    return SseEvent.data(
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("type", type);
              fields.accept(json);
              json.writeEndObject();
            }));
  }

  @Override
  public void finished(Receipt receipt) {
    if (order.stream()) {
      begin();
      exchange.write(SseEvent.receipt(ReceiptJson.bytes(receipt)));
      exchange.write(
          event(
              "transcript.text.done",
              json -> {
                json.writeStringProperty("text", text.toString());
                ImageFacts.usage(json, receipt.usage());
              }));
      exchange.end();
      return;
    }
    ReceiptHeaders.atEnd(exchange, receipt);
    if (order.form() == TranscriptionOrder.Form.TEXT) {
      byte[] words = (text + "\n").getBytes(UTF_8);
      exchange.answer(200, "text/plain; charset=utf-8", ByteBuffer.wrap(words));
    } else {
      exchange.json(200, JsonBytes.write(json -> write(json, receipt.usage())));
    }
  }

  private void write(JsonGenerator json, Usage usage) {
    OptionalLong millis = usage.value(UsageUnit.INPUT_AUDIO_MILLIS);
    json.writeStartObject();
    if (order.form() == TranscriptionOrder.Form.VERBOSE_JSON) {
      json.writeStringProperty("task", "transcribe");
      order.request().language().ifPresent(tag -> json.writeStringProperty("language", tag));
      millis.ifPresent(length -> json.writeNumberProperty("duration", length / MILLIS));
    }
    json.writeStringProperty("text", text.toString());
    if (usage.value(UsageUnit.INPUT_TOKENS).isPresent()) {
      json.writeObjectPropertyStart("usage");
      json.writeStringProperty("type", "tokens");
      long input = usage.value(UsageUnit.INPUT_TOKENS).orElse(0);
      json.writeNumberProperty("input_tokens", input);
      OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
      output.ifPresent(count -> json.writeNumberProperty("output_tokens", count));
      json.writeNumberProperty("total_tokens", input + output.orElse(0));
      json.writeEndObject();
    } else if (millis.isPresent()) {
      json.writeObjectPropertyStart("usage");
      json.writeStringProperty("type", "duration");
      json.writeNumberProperty("seconds", millis.getAsLong() / MILLIS);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
