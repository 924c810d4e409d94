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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers a response as events: those of an upstream of the same dialect as they are, others in
 * events of our own. The label becomes part of the text in every event that says the text again.
 */
final class ResponsesStreamReply implements Reply {
  /** Where the closing events say the text again. */
  private static final Set<String> PLACES = Set.of("", "part", "content");

  private final Exchange exchange;
  private final ResponsesRequest asked;
  private final long created;

  private @Nullable Generation generation;
  private @Nullable ResponseEvents events;
  private @Nullable ByteBuffer lastText;
  private final StringBuilder relayedText = new StringBuilder();
  private final StringBuilder addedText = new StringBuilder();
  private final List<ByteBuffer> closing = new ArrayList<>(0);
  private boolean begun;
  private boolean contentRelayed;

  /**
   * @param created seconds since 1970
   */
  ResponsesStreamReply(Exchange exchange, ResponsesRequest asked, long created) {
    this.exchange = exchange;
    this.asked = asked;
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
      text(delta);
    } else if (event instanceof GenerationEvent.Relayed relayed && isOurs(relayed.frame())) {
      if (relayed.place() == GenerationEvent.Place.CLOSING) {
        closing.add(relayed.frame().bytes());
      } else {
        contentRelayed |= relayed.place() == GenerationEvent.Place.CONTENT;
        begin();
        exchange.write(relayed.frame().bytes());
      }
    } else if (event instanceof GenerationEvent.ToolCall call && !contentRelayed) {
      events().toolCall(call);
    }
  }

  private static boolean isOurs(WireFrame frame) {
    return frame.dialect().equals(Dialects.OPENAI_RESPONSES);
  }

  private void text(GenerationEvent.TextDelta delta) {
    WireFrame frame = delta.frame();
    if (frame != null && isOurs(frame)) {
      relayedText.append(delta.text());
      lastText = frame.bytes();
      begin();
      exchange.write(frame.bytes());
      return;
    }
    ByteBuffer before = lastText;
    TextSplice like = before == null ? null : TextSplice.find(before, "delta", Set.of(""));
    if (like == null) {
      events().text(delta.text());
    } else {
      addedText.append(delta.text());
      exchange.write(like.withOnlyText(delta.text()));
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      exchange.beginEvents();
    }
  }

  private ResponseEvents events() {
    ResponseEvents known = events;
    if (known == null) {
      Generation running = generation;
      if (running == null) {
        throw new IllegalStateException("output before the start");
      }
      begin();
      known =
          new ResponseEvents(
              new ResponseJson(asked, running.received().generationId(), created),
              running
                  .servedModel()
                  .map(ServedModel::name)
                  .orElse(running.received().model().name()),
              exchange::write);
      known.created();
      events = known;
    }
    return known;
  }

  @Override
  public void finished(Receipt receipt) {
    if (closing.isEmpty()) {
      events().made(receipt);
    } else {
      begin();
      for (int i = 0; i < closing.size(); i++) {
        if (i == closing.size() - 1) {
          exchange.write(SseEvent.receipt(ReceiptJson.bytes(receipt)));
        }
        exchange.write(withAddedText(closing.get(i)));
      }
    }
    exchange.end();
  }

  private ByteBuffer withAddedText(ByteBuffer frame) {
    if (addedText.isEmpty()) {
      return frame;
    }
    TextSplice texts = TextSplice.find(frame, "text", PLACES);
    return texts == null
        ? frame
        : texts.withTextsThatEnd(relayedText.toString(), addedText.toString());
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
