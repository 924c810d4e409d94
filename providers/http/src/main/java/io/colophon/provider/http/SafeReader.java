package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;
import io.netty.buffer.ByteBuf;

/** Sees to it that what a reader throws ends its stream and nothing else. */
final class SafeReader implements HttpReader {
  private final Output out;
  private final HttpReader reader;

  SafeReader(Output out, HttpReader reader) {
    this.out = out;
    this.reader = reader;
  }

  @Override
  public void head(HttpHead head) {
    out.safely(() -> reader.head(head));
  }

  @Override
  public void body(ByteBuf piece) {
    out.safely(() -> reader.body(piece));
  }

  @Override
  public void end() {
    out.safely(reader::end);
  }

  @Override
  public void failed(ProviderException failure) {
    out.safely(() -> reader.failed(failure));
  }
}
