package io.colophon.gateway.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.HttpStatuses;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.http.ReceiptJson;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes responses while they come: as server-sent events, or as the elements of one JSON array
 * where the caller did not ask for {@code alt=sse}. Events of an upstream that speaks this dialect
 * go on as they are.
 */
final class ContentStreamReply implements Reply {
  private static final byte[] OPEN = "[".getBytes(UTF_8);
  private static final byte[] COMMA = "\n,\r\n".getBytes(UTF_8);
  private static final byte[] CLOSE = "\n]".getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private final boolean events;
  private final MediaPieces pieces = new MediaPieces();
  private final List<ByteBuffer> closing = new ArrayList<>(1);
  private String id = "";
  private String model = "";
  private boolean begun;
  private boolean relaying;

  /**
   * @param events whether the answer is a stream of events, rather than an array
   */
  ContentStreamReply(Exchange exchange, boolean events) {
    this.exchange = exchange;
    this.events = events;
  }

  @Override
  public void started(Generation generation) {
    id = generation.received().generationId();
    model =
        generation
            .servedModel()
            .map(ServedModel::name)
            .orElse(generation.received().model().name());
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      text(delta);
    } else if (event instanceof GenerationEvent.Relayed relayed && isOurs(relayed.frame())) {
      relaying = true;
      if (relayed.place() == GenerationEvent.Place.CLOSING) {
        closing.add(relayed.frame().bytes()); // until the receipt is there
      } else {
        frame(relayed.frame().bytes());
      }
    } else if (event instanceof GenerationEvent.ToolCall call && !relaying) {
      write(json -> ContentJson.call(json, call), null);
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      ByteBuffer whole = pieces.add(chunk);
      if (chunk.last()) {
        write(json -> ContentJson.media(json, chunk.mimeType(), whole), null);
      }
    }
  }

  private boolean isOurs(@Nullable WireFrame frame) {
    return events && frame != null && frame.dialect().equals(Dialects.GEMINI_STREAM);
  }

  private void text(GenerationEvent.TextDelta delta) {
    WireFrame frame = delta.frame();
    if (frame != null && isOurs(frame)) {
      relaying = true;
      frame(frame.bytes());
    } else {
      write(json -> ContentJson.text(json, delta.text()), null);
    }
  }

  private void frame(ByteBuffer bytes) {
    begin();
    exchange.write(bytes);
  }

  private void write(Consumer<JsonGenerator> parts, @Nullable Receipt receipt) {
    byte[] response = ContentJson.response(id, model, parts, receipt);
    boolean first = begin();
    if (events) {
      exchange.write(Chunks.event(response));
    } else {
      exchange.write(Chunks.join(first ? OPEN : COMMA, response, NOTHING));
    }
  }

  /** Whether this is what the answer begins with. */
  private boolean begin() {
    if (begun) {
      return false;
    }
    begun = true;
    if (events) {
      exchange.beginEvents();
    } else {
      exchange.begin(200, "application/json; charset=utf-8");
    }
    return true;
  }

  @Override
  public void finished(Receipt receipt) {
    if (relaying) {
      begin();
      exchange.write(Chunks.receipt(ReceiptJson.bytes(receipt)));
      closing.forEach(exchange::write);
    } else {
      if (events) {
        begin();
        exchange.write(Chunks.receipt(ReceiptJson.bytes(receipt)));
      } else if (!begun) {
        ReceiptHeaders.atEnd(exchange, receipt);
      }
      write(json -> {}, receipt);
      if (!events) {
        exchange.write(CLOSE);
      }
    }
    exchange.end();
  }

  /** An array that breaks off is ended with the error as its last element. */
  @Override
  public void failed(Refusal refusal) {
    if (begun && !events) {
      byte[] error =
          GeminiErrors.INSTANCE.error(
              refusal, HttpStatuses.of(refusal.reason()), exchange.requestId());
      exchange.write(Chunks.join(COMMA, error, CLOSE));
      exchange.end();
    } else {
      exchange.fail(refusal);
    }
  }
}
