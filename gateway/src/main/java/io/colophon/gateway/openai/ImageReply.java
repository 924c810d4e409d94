package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.ReceiptHeaders;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Answers with all pictures when they are there. The pictures pass the JSON writer by. */
final class ImageReply implements Reply {
  private static final byte[] PICTURE = "{\"b64_json\":\"".getBytes(UTF_8);
  private static final byte[] PICTURE_END = "\"}".getBytes(UTF_8);

  private final Exchange exchange;
  private final ImageOrder order;
  private final List<ImageFile> files = new ArrayList<>(1);
  private boolean between = true;

  ImageReply(Exchange exchange, ImageOrder order) {
    this.exchange = exchange;
    this.order = order;
  }

  @Override
  public void started(Generation generation) {
    ReceiptHeaders.atStart(exchange, generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.MediaChunk chunk) {
      if (between) {
        files.add(new ImageFile(chunk.mimeType()));
      }
      files.get(files.size() - 1).add(chunk);
      between = chunk.last();
    }
  }

  @Override
  public void finished(Receipt receipt) {
    ReceiptHeaders.atEnd(exchange, receipt);
    exchange.json(200, body(receipt));
  }

  private byte[] body(Receipt receipt) {
    int size = 512;
    for (ImageFile file : files) {
      size += file.encodedSize() + 32;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    out.writeBytes(("{\"created\":" + receipt.received().getEpochSecond()).getBytes(UTF_8));
    out.writeBytes(",\"data\":[".getBytes(UTF_8));
    for (int i = 0; i < files.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(PICTURE);
      files.get(i).writeTo(out);
      out.writeBytes(PICTURE_END);
    }
    out.write(']');
    byte[] facts =
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              if (!files.isEmpty()) {
                ImageFacts.write(json, order, files.get(0));
              }
              ImageFacts.usage(json, receipt.usage());
              json.writeEndObject();
            });
    if (facts.length > 2) { // more than {}
      out.write(',');
      out.write(facts, 1, facts.length - 2);
    }
    out.write('}');
    return out.toByteArray();
  }

  @Override
  public void failed(Refusal refusal) {
    exchange.fail(refusal);
  }
}
