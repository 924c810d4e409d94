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

/** Answers a response at once; one of the same dialect goes through, with the label in its text. */
final class ResponsesUnaryReply implements Reply {
  private static final Set<String> CONTENT = Set.of("content");

  private final Exchange exchange;
  private final ResponsesRequest asked;
  private final long created;
  private final StringBuilder text = new StringBuilder();
  private final List<GenerationEvent.ToolCall> toolCalls = new ArrayList<>(0);
  private @Nullable ByteBuffer whole;

  /**
   * @param created seconds since 1970
   */
  ResponsesUnaryReply(Exchange exchange, ResponsesRequest asked, long created) {
    this.exchange = exchange;
    this.asked = asked;
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
        && relayed.frame().dialect().equals(Dialects.OPENAI_RESPONSES)) {
      whole = relayed.frame().bytes();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    ReceiptHeaders.atEnd(exchange, receipt);
    TextSplice splice = whole == null ? null : TextSplice.find(whole, "text", CONTENT);
    ByteBuffer relayed = splice == null ? null : splice.withAllOf(text.toString());
    if (relayed == null) {
      exchange.json(200, own(receipt));
    } else {
      exchange.answer(200, "application/json", relayed);
    }
  }

  private byte[] own(Receipt receipt) {
    ResponseJson response = new ResponseJson(asked, receipt.generationId(), created);
    if (!text.isEmpty() || toolCalls.isEmpty()) {
      response.message().text().append(text);
    }
    toolCalls.forEach(response::call);
    return JsonBytes.write(
        json ->
            response.made(
                json,
                receipt
                    .servedModel()
                    .map(ServedModel::name)
                    .orElse(receipt.requestedModel().name()),
                receipt,
                false));
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
