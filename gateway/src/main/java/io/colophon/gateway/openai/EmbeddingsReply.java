package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Answers embeddings at once, in the order of their texts. */
final class EmbeddingsReply implements Reply {
  private final Exchange exchange;
  private final EmbeddingsRequest asked;
  private final @Nullable FloatBuffer[] vectors;

  EmbeddingsReply(Exchange exchange, EmbeddingsRequest asked) {
    this.exchange = exchange;
    this.asked = asked;
    this.vectors = new FloatBuffer[asked.request().prompt().messages().size()];
  }

  @Override
  public void started(Generation running) {
    ReceiptHeaders.atStart(exchange, running);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.Vector vector
        && vector.index() >= 0
        && vector.index() < vectors.length) {
      vectors[vector.index()] = vector.values();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i] == null) {
        exchange.fail(
            Refusal.of(Reason.UPSTREAM_MALFORMED, "the target gave no vector for input " + i));
        return;
      }
    }
    ReceiptHeaders.atEnd(exchange, receipt);
    exchange.json(200, JsonBytes.write(json -> write(json, receipt)));
  }

  private void write(JsonGenerator json, Receipt receipt) {
    json.writeStartObject();
    json.writeStringProperty("object", "list");
    json.writeArrayPropertyStart("data");
    for (int i = 0; i < vectors.length; i++) {
      json.writeStartObject();
      json.writeStringProperty("object", "embedding");
      json.writeNumberProperty("index", i);
      FloatBuffer vector = vectors[i];
      if (vector != null) {
        embedding(json, vector.duplicate());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty(
        "model",
        receipt.servedModel().map(ServedModel::name).orElse(receipt.requestedModel().name()));
    receipt
        .usage()
        .value(UsageUnit.INPUT_TOKENS)
        .ifPresent(
            tokens -> {
              json.writeObjectPropertyStart("usage");
              json.writeNumberProperty("prompt_tokens", tokens);
              json.writeNumberProperty("total_tokens", tokens);
              json.writeEndObject();
            });
    json.writeEndObject();
  }

  private void embedding(JsonGenerator json, FloatBuffer vector) {
    if (asked.base64()) {
      ByteBuffer bytes =
          ByteBuffer.allocate(vector.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(vector);
      json.writeStringProperty("embedding", Base64.getEncoder().encodeToString(bytes.array()));
      return;
    }
    json.writeArrayPropertyStart("embedding");
    while (vector.hasRemaining()) {
      json.writeNumber(vector.get());
    }
    json.writeEndArray();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
