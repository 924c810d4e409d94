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
import io.colophon.provider.spi.Usage;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures as events, each when it is whole and labelled. Partial images are not sent: what
 * an upstream shows on the way bears no label. How far the work is comes as comments.
 */
final class ImageStreamReply implements Reply {
  private final Exchange exchange;
  private final ImageOrder order;
  private final String event;
  private @Nullable ImageFile file;
  private @Nullable ImageFile last; // waits for the usage, which comes at the end
  private long created;
  private boolean begun;

  /**
   * @param event {@code image_generation} or {@code image_edit}
   */
  ImageStreamReply(Exchange exchange, ImageOrder order, String event) {
    this.exchange = exchange;
    this.order = order;
    this.event = event + ".completed";
  }

  @Override
  public void started(Generation generation) {
    created = generation.received().time().getEpochSecond();
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent output) {
    if (output instanceof GenerationEvent.MediaChunk chunk) {
      ImageFile current = file;
      if (current == null) {
        current = new ImageFile(chunk.mimeType());
        file = current;
      }
      current.add(chunk);
      if (chunk.last()) {
        file = null;
        flush(Usage.UNREPORTED);
        last = current;
      }
    } else if (output instanceof GenerationEvent.Progress progress) {
      begin();
      exchange.write((": progress " + progress.fraction() + "\n\n").getBytes(UTF_8));
    }
  }

  private void flush(Usage usage) {
    ImageFile whole = last;
    if (whole == null) {
      return;
    }
    last = null;
    begin();
    exchange.write(event(whole, usage));
  }

  private byte[] event(ImageFile whole, Usage usage) {
    byte[] facts =
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("type", event);
              json.writeNumberProperty("created_at", created);
              ImageFacts.write(json, order, whole);
              ImageFacts.usage(json, usage);
              json.writeEndObject();
            });
    ByteArrayOutputStream out = new ByteArrayOutputStream(whole.encodedSize() + facts.length + 128);
    out.writeBytes(("event: " + event + "\ndata: ").getBytes(UTF_8));
    out.write(facts, 0, facts.length - 1);
    out.writeBytes(",\"b64_json\":\"".getBytes(UTF_8));
    whole.writeTo(out);
    out.writeBytes("\"}\n\n".getBytes(UTF_8));
    return out.toByteArray();
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
    flush(receipt.usage());
    exchange.end();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
