package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpHead;
import io.colophon.provider.http.HttpReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.WholeReader;
import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Reads an answer that is an event stream or a whole body, as its type says. */
final class EitherReader implements HttpReader {
  private final HttpReader whole;
  private final HttpReader stream;
  private HttpReader reader;

  EitherReader(Output out, int maxBytes, Consumer<HttpAnswer> body, HttpReader stream) {
    this.whole = new WholeReader(maxBytes, body, out::fail);
    this.stream = stream;
    this.reader = whole;
  }

  @Override
  public void head(HttpHead head) {
    if (head.mimeType().equals("text/event-stream")) {
      reader = stream;
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
