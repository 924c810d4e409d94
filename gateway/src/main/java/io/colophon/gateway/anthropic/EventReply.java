package io.colophon.gateway.anthropic;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes a message as events while it comes. Events of an upstream that speaks this dialect go on
 * as they are; the end of a block of text waits for what comes next, so that a label still gets
 * into the block it belongs to.
 */
final class EventReply implements Reply {
  private static final int NONE = -1;

  private final Exchange exchange;
  private final List<ByteBuffer> closing = new ArrayList<>(2);
  private @Nullable Generation generation;
  private @Nullable ByteBuffer heldStop;
  private boolean begun;
  private boolean relaying;
  private boolean ownWords; // whether a block of ours is open
  private int textBlock = NONE;
  private int nextBlock;

  EventReply(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void started(Generation running) {
    generation = running;
    ReceiptHeaders.atStart(exchange, running);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      text(delta);
    } else if (event instanceof GenerationEvent.Relayed relayed
        && relayed.frame().dialect().equals(Dialects.ANTHROPIC_MESSAGES)) {
      relay(relayed);
    } else if (event instanceof GenerationEvent.ToolCall call && !relaying) {
      toolCall(call);
    }
  }

  // ---- what an upstream of this dialect wrote

  private void relay(GenerationEvent.Relayed relayed) {
    relaying = true;
    beginStream();
    ByteBuffer bytes = relayed.frame().bytes();
    if (relayed.place() == GenerationEvent.Place.CLOSING) {
      closing.add(bytes); // until the receipt is there
      return;
    }
    RelayedEvent event = RelayedEvent.read(bytes);
    switch (event.type()) {
      case "content_block_start" -> {
        releaseStop();
        nextBlock = event.index() + 1;
        textBlock = event.blockType().equals("text") ? event.index() : NONE;
      }
      case "content_block_stop" -> {
        if (event.index() == textBlock) {
          heldStop = bytes;
          return;
        }
      }
      default -> {
        // pings, deltas of tool calls and of thoughts
      }
    }
    exchange.write(bytes);
  }

  private void releaseStop() {
    if (heldStop != null) {
      exchange.write(heldStop);
      heldStop = null;
      textBlock = NONE;
    }
  }

  // ---- text

  private void text(GenerationEvent.TextDelta delta) {
    WireFrame frame = delta.frame();
    boolean ours = frame == null || !frame.dialect().equals(Dialects.ANTHROPIC_MESSAGES);
    relaying |= !ours;
    begin();
    if (frame != null && !ours) {
      exchange.write(frame.bytes());
      return;
    }
    if (textBlock == NONE) {
      int index = nextBlock++;
      textBlock = index;
      ownWords = true;
      exchange.write(
          Events.event(
              "content_block_start",
              json -> {
                json.writeNumberProperty("index", index);
                json.writeObjectPropertyStart("content_block");
                json.writeStringProperty("type", "text");
                json.writeStringProperty("text", "");
                json.writeEndObject();
              }));
    }
    write("text_delta", "text", delta.text(), textBlock);
  }

  private void write(String type, String field, String value, int index) {
    exchange.write(
        Events.event(
            "content_block_delta",
            json -> {
              json.writeNumberProperty("index", index);
              json.writeObjectPropertyStart("delta");
              json.writeStringProperty("type", type);
              json.writeStringProperty(field, value);
              json.writeEndObject();
            }));
  }

  private void stopBlock(int index) {
    exchange.write(
        Events.event("content_block_stop", json -> json.writeNumberProperty("index", index)));
  }

  private void endText() {
    if (ownWords) {
      stopBlock(textBlock);
      ownWords = false;
      textBlock = NONE;
    }
    releaseStop();
  }

  private void toolCall(GenerationEvent.ToolCall call) {
    begin();
    endText();
    int index = nextBlock++;
    exchange.write(
        Events.event(
            "content_block_start",
            json -> {
              json.writeNumberProperty("index", index);
              json.writeObjectPropertyStart("content_block");
              json.writeStringProperty("type", "tool_use");
              json.writeStringProperty("id", call.id());
              json.writeStringProperty("name", call.name());
              json.writeObjectPropertyStart("input");
              json.writeEndObject();
              json.writeEndObject();
            }));
    write("input_json_delta", "partial_json", call.argumentsJson(), index);
    stopBlock(index);
  }

  // ---- beginning and end

  private void beginStream() {
    if (!begun) {
      begun = true;
      exchange.beginEvents();
    }
  }

  private void begin() {
    if (begun) {
      return;
    }
    beginStream();
    if (!relaying) {
      Generation running = generation;
      String id = running == null ? "" : running.received().generationId();
      String model =
          running == null
              ? ""
              : running
                  .servedModel()
                  .map(ServedModel::name)
                  .orElse(running.received().model().name());
      exchange.write(Events.event("message_start", json -> MessageJson.opening(json, id, model)));
      exchange.write(Events.event("ping", json -> {}));
    }
  }

  @Override
  public void finished(Receipt receipt) {
    begin();
    endText();
    byte[] note = Events.receipt(ReceiptJson.bytes(receipt));
    if (relaying) {
      for (int i = 0; i < closing.size(); i++) {
        if (i == closing.size() - 1) {
          exchange.write(note); // readers stop at the last event
        }
        exchange.write(closing.get(i));
      }
    } else {
      exchange.write(
          Events.event(
              "message_delta",
              json -> {
                json.writeObjectPropertyStart("delta");
                MessageJson.stop(json, receipt.finishReason());
                json.writeEndObject();
                json.writeName("usage");
                MessageJson.usage(json, receipt.usage());
              }));
      exchange.write(note);
      exchange.write(Events.event("message_stop", json -> {}));
    }
    exchange.end();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
