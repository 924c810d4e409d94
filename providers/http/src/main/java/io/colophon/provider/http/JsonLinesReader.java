package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads an answer that is newline-delimited JSON. */
public final class JsonLinesReader implements HttpReader {
  private final Output out;
  private final JsonLinesDecoder decoder;
  private final Runnable end;

  /**
   * @param maxLineBytes most bytes of one line
   * @param line takes each line that is not blank
   * @param end is called when the answer has ended; the attempt says whether that is its end or
   *     comes too early
   */
  public JsonLinesReader(Output out, int maxLineBytes, Consumer<String> line, Runnable end) {
    this.out = out;
    this.decoder =
        new JsonLinesDecoder(
            maxLineBytes,
            one -> {
              if (!out.isOver()) {
                line.accept(one);
              }
            });
    this.end = end;
  }

  @Override
  public void head(HttpHead head) {}

  @Override
  public void body(ByteBuf piece) {
    decoder.feed(piece);
  }

  @Override
  public void end() {
    decoder.end();
    if (!out.isOver()) {
      end.run();
    }
  }

  @Override
  public void failed(ProviderException failure) {
    out.fail(failure);
  }
}
