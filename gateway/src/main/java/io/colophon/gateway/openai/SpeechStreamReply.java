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
import java.nio.ByteBuffer;
import java.util.Base64;

/** Writes the bytes of a sound as events, as they come. */
final class SpeechStreamReply implements Reply {
  private static final byte[] HEAD =
      "data: {\"type\":\"speech.audio.delta\",\"audio\":\"".getBytes(UTF_8);
  private static final byte[] TAIL = "\"}\n\n".getBytes(UTF_8);

  private final Exchange exchange;
  private boolean begun;

  SpeechStreamReply(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void started(Generation generation) {
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.MediaChunk chunk && chunk.bytes().hasRemaining()) {
      begin();
      ByteBuffer encoded = Base64.getEncoder().encode(chunk.bytes().duplicate());
      byte[] whole = new byte[HEAD.length + encoded.remaining() + TAIL.length];
      ByteBuffer.wrap(whole).put(HEAD).put(encoded).put(TAIL);
      exchange.write(whole);
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      exchange.beginEvents();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    begin();
    exchange.write(SseEvent.receipt(ReceiptJson.bytes(receipt)));
    exchange.write(
        SseEvent.data(
            JsonBytes.write(
                json -> {
                  json.writeStartObject();
                  json.writeStringProperty("type", "speech.audio.done");
                  ImageFacts.usage(json, receipt.usage());
                  json.writeEndObject();
                })));
    exchange.end();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
