package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers with the bytes of a sound. A short one is kept until the receipt is there, so that its
 * headers hold all of it; of a longer one the bytes leave as they come, behind headers that hold
 * what was known at the start.
 */
final class SpeechReply implements Reply {
  private static final int KEPT_MOST = 512 * 1024;

  private final Exchange exchange;
  private final List<ByteBuffer> kept = new ArrayList<>(4);
  private int keptBytes;
  private String mimeType = "";
  private boolean begun;

  SpeechReply(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void started(Generation generation) {
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (!(event instanceof GenerationEvent.MediaChunk chunk)) {
      return;
    }
    mimeType = chunk.mimeType();
    if (begun) {
      exchange.write(chunk.bytes());
      return;
    }
    kept.add(chunk.bytes());
    keptBytes += chunk.bytes().remaining();
    if (keptBytes > KEPT_MOST) {
      begun = true;
      exchange.begin(200, mimeType);
      kept.forEach(exchange::write);
      kept.clear();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    if (begun) {
      exchange.end();
      return;
    }
    if (kept.isEmpty()) {
      exchange.fail(Refusal.of(Reason.UPSTREAM_MALFORMED, "the target put out no sound"));
      return;
    }
    ReceiptHeaders.atEnd(exchange, receipt);
    exchange.answer(200, mimeType, whole());
  }

  private ByteBuffer whole() {
    if (kept.size() == 1) {
      return kept.get(0);
    }
    ByteBuffer whole = ByteBuffer.allocate(keptBytes);
    kept.forEach(piece -> whole.put(piece.duplicate()));
    return whole.flip();
  }

  /** Bytes that broke off are cut, not ended: OpenAI's dialect has no sign for it in a file. */
  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
