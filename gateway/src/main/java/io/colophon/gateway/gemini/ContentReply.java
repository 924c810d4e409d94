package io.colophon.gateway.gemini;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Answers with one response when all of it is there. */
final class ContentReply implements Reply {
  private final Exchange exchange;
  private final StringBuilder text = new StringBuilder();
  private final List<GenerationEvent.ToolCall> calls = new ArrayList<>(0);
  private final List<File> files = new ArrayList<>(0);
  private final MediaPieces pieces = new MediaPieces();
  private @Nullable WireFrame relayed;

  private record File(String mimeType, ByteBuffer bytes) {}

  ContentReply(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void started(Generation generation) {
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      text.append(delta.text());
    } else if (event instanceof GenerationEvent.ToolCall call) {
      calls.add(call);
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      ByteBuffer whole = pieces.add(chunk);
      if (chunk.last()) {
        files.add(new File(chunk.mimeType(), whole));
      }
    } else if (event instanceof GenerationEvent.Relayed frame
        && frame.place() == GenerationEvent.Place.CLOSING
        && frame.frame().dialect().equals(Dialects.GEMINI_CONTENT)) {
      relayed = frame.frame();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    ReceiptHeaders.atEnd(exchange, receipt);
    String whole = text.toString();
    String model =
        receipt.servedModel().map(ServedModel::name).orElse(receipt.targetModel().name());
    exchange.json(
        200,
        Optional.ofNullable(relayed)
            .flatMap(frame -> RelayedContent.with(frame.bytes(), whole))
            .orElseGet(
                () ->
                    ContentJson.response(
                        receipt.generationId(), model, json -> parts(json, whole), receipt)));
  }

  private void parts(JsonGenerator json, String whole) {
    if (!whole.isEmpty()) {
      ContentJson.text(json, whole);
    }
    files.forEach(file -> ContentJson.media(json, file.mimeType(), file.bytes()));
    calls.forEach(call -> ContentJson.call(json, call));
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
