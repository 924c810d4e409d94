package io.colophon.gateway.openai;

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
 * Answers a chat completion as events. Events of an upstream that speaks the same dialect are
 * written as they are; what has none is written in chunks of our own. What closes the answer waits
 * for the receipt.
 */
final class ChatStreamReply implements Reply {
  private final Exchange exchange;
  private final boolean usageAsked;
  private final long created;

  private @Nullable Generation generation;
  private @Nullable ChatChunks chunks;
  private @Nullable ByteBuffer relayed;
  private final List<ByteBuffer> closing = new ArrayList<>(0);
  private boolean begun;
  private boolean roleSaid;
  private boolean contentRelayed;
  private int toolCalls;

  /**
   * @param created seconds since 1970
   */
  ChatStreamReply(Exchange exchange, boolean usageAsked, long created) {
    this.exchange = exchange;
    this.usageAsked = usageAsked;
    this.created = created;
  }

  @Override
  public void started(Generation running) {
    generation = running;
    ReceiptHeaders.atStart(exchange, running);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.TextDelta delta) {
      WireFrame frame = delta.frame();
      if (frame != null && isOurs(frame)) {
        relay(frame.bytes());
      } else {
        begin();
        exchange.write(chunks().text(delta.text()));
      }
    } else if (event instanceof GenerationEvent.Relayed frame && isOurs(frame.frame())) {
      if (frame.place() == GenerationEvent.Place.CLOSING) {
        closing.add(frame.frame().bytes());
      } else {
        contentRelayed |= frame.place() == GenerationEvent.Place.CONTENT;
        relay(frame.frame().bytes());
      }
    } else if (event instanceof GenerationEvent.ToolCall call && !contentRelayed) {
      begin();
      exchange.write(chunks().toolCall(toolCalls++, call));
    }
  }

  private static boolean isOurs(WireFrame frame) {
    return frame.dialect().equals(Dialects.OPENAI_CHAT);
  }

  private void relay(ByteBuffer frame) {
    roleSaid = true; // whoever relays says it himself
    begin();
    if (relayed == null && SseEvent.jsonStart(frame) >= 0) {
      relayed = frame;
    }
    exchange.write(frame);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      exchange.beginEvents();
    }
    if (!roleSaid) {
      roleSaid = true;
      exchange.write(chunks().role());
    }
  }

  private ChatChunks chunks() {
    ChatChunks known = chunks;
    if (known == null) {
      known = relayed == null ? null : ChatChunks.like(relayed);
      if (known == null) {
        known = ownChunks();
      }
      chunks = known;
    }
    return known;
  }

  private ChatChunks ownChunks() {
    Generation running = generation;
    if (running == null) {
      throw new IllegalStateException("output before the start");
    }
    return new ChatChunks(
        "chatcmpl-" + running.received().generationId(),
        created,
        running.servedModel().map(ServedModel::name).orElse(running.received().model().name()),
        usageAsked);
  }

  @Override
  public void finished(Receipt receipt) {
    if (closing.isEmpty()) {
      begin();
      exchange.write(chunks().finish(receipt.finishReason()));
      if (usageAsked) {
        exchange.write(chunks().usage(receipt));
      } else {
        exchange.write(SseEvent.receipt(ReceiptJson.bytes(receipt)));
      }
      exchange.write(SseEvent.DONE);
    } else {
      close(receipt);
    }
    exchange.end();
  }

  private void close(Receipt receipt) {
    roleSaid = true;
    begin();
    byte[] json = ReceiptJson.bytes(receipt);
    boolean told = false;
    boolean done = false;
    for (ByteBuffer frame : closing) {
      if (SseEvent.isDone(frame)) {
        if (!told) {
          exchange.write(SseEvent.receipt(json));
          told = true;
        }
        done = true;
      } else if (UsageChunk.is(frame)) {
        if (!usageAsked) {
          continue; // we asked for it, the caller did not
        }
        frame = UsageChunk.with(frame, json);
        told = true;
      }
      exchange.write(frame);
    }
    if (!done) {
      if (!told) {
        exchange.write(SseEvent.receipt(json));
      }
      exchange.write(SseEvent.DONE);
    }
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
