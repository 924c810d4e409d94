package io.colophon.gateway.anthropic;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.WireFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with one message when all of it is there. */
final class MessageReply implements Reply {
  private final Exchange exchange;
  private final StringBuilder text = new StringBuilder();
  private final List<GenerationEvent.ToolCall> calls = new ArrayList<>(0);
  private @Nullable WireFrame relayed;

  MessageReply(Exchange exchange) {
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
    } else if (event instanceof GenerationEvent.Relayed frame
        && frame.place() == GenerationEvent.Place.CLOSING
        && frame.frame().dialect().equals(Dialects.ANTHROPIC_MESSAGES)) {
      relayed = frame.frame();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    ReceiptHeaders.atEnd(exchange, receipt);
    exchange.json(200, body(receipt));
  }

  private byte[] body(Receipt receipt) {
    String whole = text.toString();
    return Optional.ofNullable(relayed)
        .flatMap(frame -> RelayedMessage.with(frame.bytes(), whole))
        .orElseGet(() -> JsonBytes.write(json -> MessageJson.message(json, receipt, whole, calls)));
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
