package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.HttpHead;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;

/** Says that the request was taken as soon as an answer begins that is no JSON. */
final class AcceptingReader implements HttpReader {
  private final Output out;
  private final Supplier<GenerationEvent.Accepted> accepted;
  private final HttpReader reader;

  AcceptingReader(Output out, Supplier<GenerationEvent.Accepted> accepted, HttpReader reader) {
    this.out = out;
    this.accepted = accepted;
    this.reader = reader;
  }

  @Override
  public void head(HttpHead head) {
    if (!head.mimeType().endsWith("json")) {
      out.emit(accepted.get());
    }
    reader.head(head);
  }

  @Override
  public void body(ByteBuf piece) {
    reader.body(piece);
  }

  @Override
  public void end() {
    reader.end();
  }

  @Override
  public void failed(ProviderException failure) {
    reader.failed(failure);
  }
}
